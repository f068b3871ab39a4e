/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue of connections is full and stays so: who comes now gets no answer at all. */
final class FullPort implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    FullPort() throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket next = new Socket();
            queue.add(next);
            try {
                next.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("The queue of a port does not fill up on this platform");
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        server.close();
    }
}
