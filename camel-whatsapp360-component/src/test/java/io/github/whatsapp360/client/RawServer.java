/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does to its connections what no decent server does. */
final class RawServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();

    /** What becomes of a connection. */
    interface Behaviour {
        void on(RawServer server, Socket connection) throws IOException;
    }

    RawServer(Behaviour behaviour) throws IOException {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    threads.execute(() -> serve(behaviour, connection));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void serve(Behaviour behaviour, Socket connection) {
        try {
            behaviour.on(this, connection);
        } catch (IOException gone) {
            // The client went away, which is one of the cases.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    /** Reads the head of a request, and counts it. */
    int head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end of request");
            }
            head.append((char) next);
        }
        requests.incrementAndGet();
        return Integer.parseInt(
                head.toString().toLowerCase(Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1"));
    }

    /** Reads a whole request, and counts it. */
    void request(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        in.readNBytes(head(in));
    }

    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
