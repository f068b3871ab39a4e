/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The line to a server. It breaks after a number of bytes, as if the server was killed: all connections end, and new
 * ones are dropped for as long as it is broken.
 */
final class BreakingLine implements AutoCloseable {

    private final ServerSocket socket;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    BreakingLine(int target) throws IOException {
        this.target = target;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Breaks when the server has sent so many more bytes. */
    void breakAfter(long bytes) {
        left.set(bytes);
    }

    boolean isBroken() {
        return left.get() <= 0;
    }

    void mend() {
        left.set(Long.MAX_VALUE);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "line");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (isBroken()) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                start(() -> copy(client, server, false));
                start(() -> copy(server, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, boolean isCounted) {
        byte[] buffer = new byte[4096];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                long before = isCounted ? left.getAndAdd(-read) : Long.MAX_VALUE;
                out.write(buffer, 0, (int) Math.max(0, Math.min(read, before)));
                if (before <= read) {
                    breakAll();
                    return;
                }
            }
        } catch (IOException ended) {
            closeQuietly(from);
        } finally {
            closeQuietly(to);
        }
    }

    private void breakAll() {
        open.forEach(BreakingLine::closeQuietly);
        open.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        breakAll();
    }
}
