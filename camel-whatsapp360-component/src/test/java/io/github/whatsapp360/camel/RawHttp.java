/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An HTTP client that sends what it is told, byte by byte, however wrong that is. */
final class RawHttp implements Closeable {

    private final Socket socket;

    /** @param status 0 if the server closed the connection without an answer */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static final Answer NONE = new Answer(0, Map.of(), new byte[0]);
    }

    RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    /** One request on a connection of its own. */
    static Answer post(int port, String path, Map<String, String> headers, byte[] body) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.head("POST", path, headers)
                    .line("Content-Length: " + body.length)
                    .line("");
            http.send(body);
            return http.answer();
        }
    }

    RawHttp head(String method, String path, Map<String, String> headers) throws IOException {
        line(method + " " + path + " HTTP/1.1").line("Host: localhost");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            line(header.getKey() + ": " + header.getValue());
        }
        return this;
    }

    RawHttp line(String line) throws IOException {
        return send((line + "\r\n").getBytes(ISO_8859_1));
    }

    RawHttp chunk(byte[] bytes) throws IOException {
        return line(Integer.toHexString(bytes.length)).send(bytes).line("");
    }

    /** What the server no longer reads is not our failure: it has answered already. */
    RawHttp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException answeredAndClosed) {
            // the answer says the rest
        }
        return this;
    }

    Answer answer() throws IOException {
        try {
            InputStream in = socket.getInputStream();
            String start = readLine(in);
            if (start.isEmpty()) {
                return Answer.NONE;
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Answer(Integer.parseInt(start.split(" ")[1]), headers, in.readNBytes(length));
        } catch (java.net.SocketException reset) {
            return Answer.NONE;
        }
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
