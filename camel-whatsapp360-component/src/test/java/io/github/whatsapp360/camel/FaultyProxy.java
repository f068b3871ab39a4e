/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.whatsapp360.camel.SendingHistory.ProxyFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP proxy that tunnels to an API, whose TLS it ends itself, and does with each connection what a history wants.
 *
 * <p>Thread-safe.
 */
final class FaultyProxy implements AutoCloseable {

    private static final Duration DELAY = Duration.ofMillis(5);
    private static final int CUT_AFTER = 60;

    private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "FaultyProxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<ProxyFault> faults = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final SSLContext tls;
    private final int apiPort;

    /** @param apiPort where the API is, without TLS */
    FaultyProxy(SSLContext tls, int apiPort) throws IOException {
        this.tls = tls;
        this.apiPort = apiPort;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What happens to the next connections, in the order in which they come; nothing to those after the last. */
    void behave(Collection<ProxyFault> next) {
        faults.clear();
        faults.addAll(next);
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
            open.clear();
        }
    }

    private void serve(Socket client) {
        try (client) {
            readHead(client.getInputStream());
            ProxyFault next = faults.poll();
            ProxyFault fault = next == null ? ProxyFault.NONE : next;
            if (fault == ProxyFault.SLOW) {
                pause();
            }
            if (fault.answer == null) {
                return;
            }
            client.getOutputStream().write(fault.answer.getBytes(ISO_8859_1));
            if (fault.tunnels) {
                tunnel(client, fault);
            }
        } catch (IOException gone) {
            // One of both sides has gone, which is one of the cases.
        } finally {
            open.remove(client);
        }
    }

    private void tunnel(Socket client, ProxyFault fault) throws IOException {
        try (SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true);
                Socket api = new Socket(InetAddress.getLoopbackAddress(), apiPort)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            threads.execute(() -> {
                copy(api, secure, fault == ProxyFault.CUT_ANSWER, fault == ProxyFault.SLOW);
                close(api, client);
            });
            copy(secure, api, fault == ProxyFault.CUT_REQUEST, fault == ProxyFault.SLOW);
        }
    }

    private static void copy(Socket from, Socket to, boolean cut, boolean slow) {
        byte[] buffer = new byte[8 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (slow) {
                    pause();
                }
                out.write(buffer, 0, cut ? Math.min(read, CUT_AFTER) : read);
                out.flush();
                if (cut) {
                    return;
                }
            }
        } catch (IOException ended) {
            // And with it the tunnel.
            return;
        }
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException gone) {
                // It is closed, then.
                continue;
            }
        }
    }

    /** Part of what this proxy does, and nothing that a test waits for. */
    private static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    private static void readHead(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("End of request");
            }
            matched = read == "\r\n\r\n".charAt(matched) ? matched + 1 : read == '\r' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        close(open.toArray(Socket[]::new));
        threads.shutdownNow();
    }
}
