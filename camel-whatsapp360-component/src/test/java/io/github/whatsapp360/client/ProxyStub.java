/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An HTTP proxy: tunnels, forwards, asks for a password, or answers everything by itself. */
final class ProxyStub implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\ncontent-length: (\\d+)");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String credentials;
    private volatile String answer;
    private volatile String tunnelAnswer;
    private volatile boolean closes;

    ProxyStub() throws IOException {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    threads.execute(() -> serve(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** Asks for this user and password. */
    ProxyStub asking(String user, String password) {
        credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return this;
    }

    /** Answers every request with this status line, these headers and this body. */
    ProxyStub answering(String wholeAnswer) {
        answer = wholeAnswer;
        return this;
    }

    /** Answers every CONNECT so. */
    ProxyStub answeringTunnels(String wholeAnswer) {
        tunnelAnswer = wholeAnswer;
        return this;
    }

    /** Ends each connection after its first answer. */
    ProxyStub closing() {
        closes = true;
        return this;
    }

    ClientSettings.Proxy settings(String user, String password) {
        return new ClientSettings.Proxy("localhost", server.getLocalPort(), user, password);
    }

    ClientSettings.Proxy settings() {
        return settings(null, null);
    }

    /** The first line of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            while (true) {
                String head = head(in);
                requests.add(head.substring(0, head.indexOf("\r\n")));
                Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
                byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                String wanted = credentials;
                String own = head.startsWith("CONNECT ") && tunnelAnswer != null ? tunnelAnswer : answer;
                if (own != null) {
                    write(client, own);
                    if (closes) {
                        return;
                    }
                } else if (wanted != null && !head.contains("Proxy-Authorization: Basic " + wanted + "\r\n")) {
                    write(
                            client,
                            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                                    + "realm=\"proxy\"\r\n"
                                    + "Content-Type: text/html\r\nContent-Length: 16\r\n\r\n<html>407</html>");
                } else if (head.startsWith("CONNECT ")) {
                    tunnel(client, head.split(" ", 3)[1]);
                    return;
                } else {
                    forward(client, head, body);
                    return;
                }
            }
        } catch (IOException gone) {
            // The client went away, which is one of the cases.
        }
    }

    private void tunnel(Socket client, String authority) throws IOException {
        int colon = authority.lastIndexOf(':');
        try (Socket target = new Socket(
                InetAddress.getByName(authority.substring(0, colon)),
                Integer.parseInt(authority.substring(colon + 1)))) {
            write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            threads.execute(() -> copy(target, client));
            copy(client, target);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            // One of both has gone, and with it the tunnel.
        }
    }

    private static void forward(Socket client, String head, byte[] body) throws IOException {
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
        URI uri = URI.create(line[1]);
        try (Socket target = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort())) {
            String headers = head.substring(head.indexOf("\r\n"))
                    .replaceAll("\r\n(Proxy-[^\r]*|Connection:[^\r]*)", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            OutputStream out = target.getOutputStream();
            out.write((line[0] + " " + uri.getRawPath() + " HTTP/1.1" + headers).getBytes(UTF_8));
            out.write(body);
            out.flush();
            target.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end of request");
            }
            head.write(next);
        }
        return head.toString(UTF_8);
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(UTF_8));
        connection.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
