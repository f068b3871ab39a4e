/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.example.Form;
import io.github.whatsapp360.simulator.Customer;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What customers write, as the team reads it in a mail program. */
class WhatsappToMailTest {

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10, 13, 10, '.', 13, 10};

    private Bridge bridge(Form form, Map<String, String> properties) throws Exception {
        return new Bridge("whatsapp-to-mail").with(properties).start(form, new WhatsappToMail());
    }

    private static Multipart parts(MimeMessage mail) throws Exception {
        return (Multipart) mail.getContent();
    }

    private static String name(BodyPart part) throws Exception {
        return MimeUtility.decodeText(part.getFileName());
    }

    private static byte[] bytes(BodyPart part) throws Exception {
        return part.getInputStream().readAllBytes();
    }

    private static String line(Object content) {
        return content.toString().replaceAll("\\R$", "");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void textAndFilesArriveAsTheyWere(Form form) throws Exception {
        byte[] large = new byte[16 << 20];
        new Random(16).nextBytes(large);
        String text = "Grüße 👨‍👩‍👧 שלום مرحبا\n.\nFrom here";
        try (MailServer server = new MailServer();
                Bridge bridge = bridge(form, server.properties())) {
            bridge.lena.says(text);
            bridge.lena.sendsImage(JPEG, "image/jpeg", "Schau 🌻");
            bridge.lena.sendsDocument(large, "application/pdf", "Rechnung März 🎉.pdf", "");
            bridge.lena.sendsDocument(new byte[0], "text/plain", "leer.txt", "");
            bridge.lena.sendsVoice("OggS voice".getBytes(UTF_8));
            bridge.lena.sendsUnsupported("poll_creation");

            List<MimeMessage> mails = server.toTeam(6);
            assertThat(mails).hasSize(6).allSatisfy(mail -> assertThat(mail.getSubject())
                    .isEqualTo("Lena 🌻 لينا"));
            assertThat(line(mails.get(0).getContent()).replace("\r\n", "\n")).isEqualTo(text);
            assertThat(line(parts(mails.get(1)).getBodyPart(0).getContent())).isEqualTo("Schau 🌻");
            assertThat(bytes(parts(mails.get(1)).getBodyPart(1))).isEqualTo(JPEG);
            assertThat(parts(mails.get(1)).getBodyPart(1).getContentType()).startsWith("image/jpeg");
            assertThat(bytes(parts(mails.get(2)).getBodyPart(1))).isEqualTo(large);
            assertThat(name(parts(mails.get(2)).getBodyPart(1))).isEqualTo("Rechnung März 🎉.pdf");
            assertThat(name(parts(mails.get(3)).getBodyPart(1))).isEqualTo("leer.txt");
            assertThat(bytes(parts(mails.get(3)).getBodyPart(1))).isEmpty();
            assertThat(name(parts(mails.get(4)).getBodyPart(1))).endsWith(".ogg");
            assertThat(bytes(parts(mails.get(4)).getBodyPart(1))).isEqualTo("OggS voice".getBytes(UTF_8));
            assertThat(line(mails.get(5).getContent())).startsWith("[unsupported: poll_creation]");
        }
    }

    @Test
    void namesOfFilesAndPeopleCannotHarmTheMail() throws Exception {
        try (MailServer server = new MailServer();
                Bridge bridge = bridge(Form.YAML, server.properties())) {
            Customer mallory = bridge.simulator.customer("491701234568", "Mallory\r\nBcc: victim@example.org");
            mallory.sendsDocument(JPEG, "application/pdf", "../../x\r\nX-Evil: 1", "");
            mallory.sendsDocument(JPEG, "application/pdf", "cid", "");
            mallory.sendsDocument(JPEG, "not a type", "a", "");

            List<MimeMessage> mails = server.toTeam(3);
            for (MimeMessage mail : mails) {
                assertThat(mail.getHeader("Bcc")).isNull();
                assertThat(mail.getSubject()).isEqualTo("Mallory Bcc: victim@example.org");
                assertThat(parts(mail).getBodyPart(1).getHeader("X-Evil")).isNull();
                assertThat(bytes(parts(mail).getBodyPart(1))).isEqualTo(JPEG);
            }
            assertThat(name(parts(mails.get(0)).getBodyPart(1))).isEqualTo("xX-Evil 1");
            assertThat(name(parts(mails.get(1)).getBodyPart(1))).isEqualTo("_cid");
        }
    }

    /**
     * The default redelivery, twenty times as fast: a minute is three seconds. Six attempts take the first 63 of these
     * seconds.
     */
    @Test
    void aMailServerThatIsDownForAMinuteLosesNothingDoublesNothingAndKeepsTheOrder() throws Exception {
        int port;
        try (MailServer before = new MailServer()) {
            port = before.smtp();
        }
        Map<String, String> properties = new HashMap<>();
        try (MailServer elsewhere = new MailServer()) {
            properties.putAll(elsewhere.properties());
        }
        properties.put("mail.smtp", "smtp:127.0.0.1:" + port);
        properties.put("camel.component.whatsapp360.redelivery-delay", "50");
        properties.put("camel.component.whatsapp360.maximum-redelivery-delay", "15000");
        try (Bridge bridge = bridge(Form.YAML, properties)) {
            Customer omar = bridge.simulator.customer("491701234569", "Omar");
            try (DeadServer dead = new DeadServer(port)) {
                for (int i = 1; i <= 5; i++) {
                    bridge.lena.says("L" + i);
                    omar.sendsDocument(("O" + i).getBytes(UTF_8), "text/plain", "o.txt", "O" + i);
                }
                dead.awaitAttempts(2 * 6);
            }
            try (MailServer after = new MailServer(port, 0)) {
                List<MimeMessage> mails = after.toTeam(10);
                await().during(Duration.ofSeconds(1))
                        .atMost(Bridge.LIMIT)
                        .until(() -> after.toTeam(10).size() == 10);
                assertThat(texts(mails, text -> text.startsWith("L"))).containsExactly("L1", "L2", "L3", "L4", "L5");
                assertThat(texts(mails, text -> text.startsWith("O"))).containsExactly("O1", "O2", "O3", "O4", "O5");
            }
        }
    }

    private static List<String> texts(List<MimeMessage> mails, Predicate<String> whose) throws Exception {
        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : mails) {
            Object content = mail.getContent();
            texts.add(line(
                    content instanceof Multipart several
                            ? several.getBodyPart(0).getContent()
                            : content));
        }
        return texts.stream().filter(whose).toList();
    }

    /** Takes connections and drops them at once, as a mail server does that is starting up or falling down. */
    private static final class DeadServer implements AutoCloseable {

        private final ServerSocket socket;
        private final AtomicInteger attempts = new AtomicInteger();

        DeadServer(int port) throws IOException {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            Thread dropping = new Thread(this::drop, "dead-server");
            dropping.setDaemon(true);
            dropping.start();
        }

        private void drop() {
            while (!socket.isClosed()) {
                try {
                    socket.accept().close();
                    attempts.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        void awaitAttempts(int count) {
            await().atMost(Bridge.LIMIT).until(() -> attempts.get() >= count);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
