/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into a folder, as it arrives on a phone. */
class FilesToWhatsappTest {

    @TempDir
    Path directory;

    private Path lena;
    private Folder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        lena = Files.createDirectories(directory.resolve("outbox").resolve("491701234567"));
        folder = new Folder(directory.resolve("outbox"));
    }

    private BridgeApplication application() throws Exception {
        BridgeApplication application = new BridgeApplication()
                .bridge(
                        "0",
                        "files-to-whatsapp360",
                        "account",
                        "support",
                        "folder",
                        directory.resolve("outbox"),
                        "journalDirectory",
                        directory.resolve("journal"),
                        "stableFor",
                        10,
                        "retryDelay",
                        50)
                .with("camel.component.whatsapp360.maximum-retries", "0");
        application.lena.says("Hi");
        return application;
    }

    private void put(String name, byte[] content, int second) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + second)));
        Files.move(file, lena.resolve(name));
    }

    @Test
    void filesAreSentByteByByteInTheOrderOfTheirTimesAndMoved() throws Exception {
        put("z.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10}, 1);
        put("a.txt", "Grüße 🎉".getBytes(UTF_8), 2);
        put("m.pdf", "%PDF-1.4 \r\n\0".getBytes(UTF_8), 3);
        try (BridgeApplication application = application()) {
            // The first file is sent late: the others wait for it.
            application.simulator.fault(Fault.refuse(131016).times(2).to("491701234567"));
            application.start();
            var received = application.lena.awaitReceived(3, BridgeApplication.LIMIT);

            assertThat(received).extracting(ReceivedMessage::type).containsExactly("image", "document", "document");
            assertThat(application.file(received.get(0)))
                    .containsExactly((byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10);
            assertThat(application.file(received.get(1))).isEqualTo("Grüße 🎉".getBytes(UTF_8));
            assertThat(application.file(received.get(2))).isEqualTo("%PDF-1.4 \r\n\0".getBytes(UTF_8));
            assertThat(new Folder(lena.resolve(".done")).awaitFiles(3)).hasSize(3);
            assertThat(folder.awaitFiles(3)).hasSize(3);
        }
    }

    @Test
    void whatCannotBeSentIsPutAsideWithItsReasonAndTheNextIsSent() throws Exception {
        put("a.pdf", "%PDF-1.4 a".getBytes(UTF_8), 1);
        put("b.pdf", "%PDF-1.4 b".getBytes(UTF_8), 2);
        try (BridgeApplication application = application()) {
            application.simulator.fault(Fault.refuse(131026).times(1).to("491701234567"));
            application.start();

            application.lena.awaitReceived(1, BridgeApplication.LIMIT);
            assertThat(folder.file("491701234567/.failed", ".*-a\\.pdf")).hasContent("%PDF-1.4 a");
            assertThat(folder.file("491701234567/.failed", ".*-a\\.pdf\\.reason\\.txt"))
                    .content()
                    .startsWith("UndeliverableException 131026: ");
            assertThat(folder.file("491701234567/.done", ".*-b\\.pdf")).exists();
        }
    }

    @Test
    void anOutageIsWaitedForAndWhatMayHaveBeenSentIsNotRepeated() throws Exception {
        put("a.pdf", "%PDF-1.4 a".getBytes(UTF_8), 1);
        try (BridgeApplication application = application()) {
            application.simulator.fault(Fault.refuse(131016).times(3).to("491701234567"));
            application.start();
            application.lena.awaitReceived(1, BridgeApplication.LIMIT);
            assertThat(folder.file("491701234567/.done", ".*-a\\.pdf")).exists();

            application.simulator.fault(
                    Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701234567"));
            put("b.pdf", "%PDF-1.4 b".getBytes(UTF_8), 2);
            assertThat(folder.file("491701234567/.unknown", ".*-b\\.pdf")).exists();
            assertThat(application.lena.received()).hasSize(2);
        }
    }

    @Test
    void filesOfAnyNameAreSentAndMovedAndWhatIsNoFileForACustomerSaysWhy() throws Exception {
        List<String> names = List.of(
                "without an ending",
                "a..b.pdf",
                "con.pdf",
                "a'b,c);d.pdf",
                "${body}.pdf",
                "{{nowhere}}.pdf",
                "100%41+b&c=d#e.pdf",
                "-rf.pdf",
                "日本 🌻.pdf",
                "e\u0301.pdf",
                " blank .pdf",
                "two\nlines.pdf",
                "x".repeat(251) + ".pdf",
                "ü".repeat(125) + ".pdf");
        for (int i = 0; i < names.size(); i++) {
            put(names.get(i), ("%PDF-1.4 " + i).getBytes(UTF_8), i);
        }
        put("empty.pdf", new byte[0], names.size());
        Path withBackslash = Files.write(lena.resolve("a\\b.pdf"), new byte[1]);
        for (String recipient : List.of("Lena", "49", "${body}")) {
            Path other = Files.createDirectories(directory.resolve("outbox").resolve(recipient));
            Files.write(other.resolve("x".repeat(251) + ".pdf"), "%PDF-1.4 ".getBytes(UTF_8));
        }
        try (BridgeApplication application = application()) {
            application.start();

            assertThat(new Folder(lena.resolve(".done")).awaitFiles(names.size()))
                    .hasSameSizeAs(names);
            List<String> sent = new ArrayList<>();
            for (ReceivedMessage message : application.lena.received()) {
                sent.add(new String(application.file(message), UTF_8));
            }
            assertThat(sent)
                    .containsExactlyElementsOf(IntStream.range(0, names.size())
                            .mapToObj(i -> "%PDF-1.4 " + i)
                            .toList());
            assertThat(folder.file("491701234567/.failed", ".*-empty\\.pdf\\.reason\\.txt"))
                    .isNotEmptyFile();
            for (String recipient : List.of("Lena", "49", "${body}")) {
                assertThat(folder.file(recipient + "/.failed", "(?s).*x\\.pdf\\.reason\\.txt"))
                        .isNotEmptyFile();
            }
            put("z.pdf", "%PDF-1.4 last".getBytes(UTF_8), 100);
            application.lena.awaitReceived(names.size() + 1, BridgeApplication.LIMIT);
            assertThat(withBackslash).exists();
        }
    }
}
