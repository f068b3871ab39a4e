/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;

/** An HTTP request of any headers, also of those that an HTTP client sets by itself. Thread-safe. */
final class RawRequest {

    private RawRequest() {}

    /**
     * Sends it on a connection of its own.
     *
     * @param head the request line and the headers, a line each; the length of the body and the last line are added
     * @return the whole answer, status line, headers and body
     */
    static String send(int port, String head, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            byte[] content = body.getBytes(UTF_8);
            String lines = head.replace("\n", "\r\n") + "\r\nContent-Length: " + content.length
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(lines.getBytes(ISO_8859_1));
            socket.getOutputStream().write(content);
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
