/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred megabytes there and back, by a program that has 64 MB. */
class SmallHeapTest {

    private static final int SIZE = 100 << 20;

    @Test
    void aHundredMegabytesPassThroughAHeapOfSixtyFour(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("large.pdf");
        try (var channel = java.nio.file.Files.newByteChannel(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(SIZE - 1).write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread api = new Thread(() -> serve(server));
            api.setDaemon(true);
            api.start();

            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + directory,
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Program.class.getName(),
                            "http://127.0.0.1:" + server.getLocalPort(),
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("uploaded 1037", "downloaded " + SIZE);
        }
    }

    /** Takes and gives a hundred megabytes without keeping them. */
    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                InputStream in = connection.getInputStream();
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                String request = head.toString().toLowerCase(Locale.ROOT);
                if (request.startsWith("post")) {
                    in.skipNBytes(Long.parseLong(request.replaceAll("(?s).*content-length: (\\d+).*", "$1")));
                }
                answer(request, connection.getOutputStream());
            } catch (IOException gone) {
                // The next connection, or the end.
            }
        }
    }

    private static void answer(String request, OutputStream out) throws IOException {
        if (request.contains("/attachments/")) {
            out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + SIZE + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < SIZE >> 20; i++) {
                out.write(megabyte);
            }
            return;
        }
        String json = request.startsWith("post")
                ? "{\"id\":\"1037\"}"
                : "{\"id\":\"1037\",\"url\":\"https://lookaside.fbsbx.com/attachments/?mid=1\","
                        + "\"mime_type\":\"application/pdf\"}";
        out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** What the child runs. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            ClientSettings settings = ClientSettings.of("secret-key-0123456789").withBaseUrl(arguments[0]);
            try (Whatsapp360Client client = new Whatsapp360Client(settings)) {
                MediaUpload upload =
                        new MediaUpload(MediaSource.of(Path.of(arguments[1])), "application/pdf", "large.pdf");
                System.out.println("uploaded " + client.uploadMedia(upload).join());
                try (DownloadedMedia media = client.downloadMedia("1037").join()) {
                    System.out.println("downloaded " + media.size());
                }
            }
        }
    }
}
