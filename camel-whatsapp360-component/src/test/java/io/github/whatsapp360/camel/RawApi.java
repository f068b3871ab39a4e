/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * An API that reads requests from the wire, records each, and does with the connection what a test wants at any point
 * of the conversation.
 */
final class RawApi implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "RawApi");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Answer> behaviour;

    /** A request as it came. */
    record Request(int number, String method, String path, String body) {}

    /**
     * What becomes of a request.
     *
     * @param text what is written; empty for nothing
     * @param then what happens to the connection afterwards
     */
    record Answer(String text, Then then) {

        /** A whole answer. */
        static Answer of(int status, String json) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            return new Answer(
                    "HTTP/1.1 " + status + " Stub\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                            + "\r\n\r\n" + json,
                    Then.GO_ON);
        }

        static Answer refusal(int status, int code) {
            return of(status, "{\"error\":{\"message\":\"Refused\",\"code\":" + code + "}}");
        }

        static Answer accepted(String id) {
            return of(200, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"" + id + "\"}]}");
        }

        static Answer silence() {
            return new Answer("", Then.STAY_SILENT);
        }

        static Answer reset() {
            return new Answer("", Then.CLOSE);
        }

        /** The same, cut off in the midst. */
        Answer cut() {
            return new Answer(text.substring(0, text.length() - 5), Then.CLOSE);
        }
    }

    enum Then {
        GO_ON,
        STAY_SILENT,
        CLOSE
    }

    RawApi(Function<Request, Answer> behaviour) throws IOException {
        this.behaviour = behaviour;
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    void behave(Function<Request, Answer> how) {
        behaviour = how;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    void forgetRequests() {
        requests.clear();
    }

    /** Connections that are open at present. */
    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket connection = server.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
            connections.clear();
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                Answer answer = behaviour.apply(request);
                connection.getOutputStream().write(answer.text().getBytes(StandardCharsets.UTF_8));
                connection.getOutputStream().flush();
                if (answer.then() == Then.STAY_SILENT) {
                    // Until the other side closes.
                    in.transferTo(OutputNowhere.STREAM);
                    return;
                }
                if (answer.then() == Then.CLOSE) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The other side or the test has closed it.
        } finally {
            connections.remove(connection);
        }
    }

    private Request read(InputStream in) throws IOException {
        String head = head(in);
        if (head == null) {
            return null;
        }
        int length = 0;
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            return null;
        }
        String[] first = head.substring(0, head.indexOf("\r\n")).split(" ");
        synchronized (requests) {
            Request request =
                    new Request(requests.size(), first[0], first[1], new String(body, StandardCharsets.UTF_8));
            requests.add(request);
            return request;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int read = in.read();
            if (read < 0) {
                return null;
            }
            head.write(read);
            matched = read == "\r\n\r\n".charAt(matched) ? matched + 1 : read == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static final class OutputNowhere extends java.io.OutputStream {

        static final OutputNowhere STREAM = new OutputNowhere();

        @Override
        public void write(int b) {}
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
