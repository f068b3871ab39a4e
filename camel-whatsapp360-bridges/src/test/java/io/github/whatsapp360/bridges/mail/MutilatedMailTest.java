/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.mail.ConversationTag.Conversation;
import io.github.whatsapp360.bridges.mail.internal.SpooledMail;
import io.github.whatsapp360.bridges.mail.internal.UnreadableMailException;
import io.github.whatsapp360.simulator.ReceivedMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mails that were cut, whose bits were flipped, whose lines were lost, doubled or exchanged. */
class MutilatedMailTest {

    private static final int MAXIMUM_SIZE = 100_000;
    private static final int VARIANTS = 12;

    private static final List<CorpusMail> CORPUS = MailCorpus.all().stream()
            .filter(mail -> mail.mail().length() < MAXIMUM_SIZE)
            .toList();

    /** Every run is the same, so that a failure can be seen again. */
    private static byte[] mutilate(String mail, Random random) {
        byte[] bytes = Mails.bytes(mail);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
                case 1 -> flip(bytes, random);
                case 2 -> withoutALine(bytes, random);
                case 3 ->
                    Mails.bytes(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .replaceFirst("boundary=", random.nextBoolean() ? "boundary" : "charset=; boundary==\""));
                default -> insert(bytes, random);
            };
        }
        return bytes;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] flipped = bytes.clone();
        for (int i = 0; i < 8; i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private static byte[] withoutALine(byte[] bytes, Random random) {
        int begin = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, begin + random.nextInt(80));
        byte[] shorter = new byte[bytes.length - (end - begin) + 1];
        System.arraycopy(bytes, 0, shorter, 0, begin);
        System.arraycopy(bytes, end, shorter, begin, bytes.length - end);
        shorter[shorter.length - 1] = '\n';
        return shorter;
    }

    private static byte[] insert(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] noise = new byte[random.nextInt(60) + 1];
        random.nextBytes(noise);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + noise.length);
        System.arraycopy(bytes, at, longer, at + noise.length, bytes.length - at);
        System.arraycopy(noise, 0, longer, at, noise.length);
        return longer;
    }

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void isReadOrRefusedWithAReasonAndNothingElse() throws Exception {
        Random random = new Random(60);
        int read = 0;
        int refused = 0;
        for (int variant = 0; variant < VARIANTS; variant++) {
            for (CorpusMail mail : CORPUS) {
                try (SpooledMail spooled = SpooledMail.of(new RawMail(mutilate(mail.mail(), random)))) {
                    assertThat(spooled.places()).isNotEmpty();
                    assertThat(spooled.authors().toString() + spooled.subject() + spooled.automaticKind())
                            .isNotNull();
                    spooled.answer();
                    read++;
                } catch (UnreadableMailException reason) {
                    assertThat(reason).hasMessageMatching("(?s).{10,500}");
                    refused++;
                }
            }
        }
        assertThat(read).isGreaterThan(refused);
        assertThat(refused).isPositive();
    }

    /** Not in the corpus: a mail server would mend it on its way. */
    @Test
    void linesMayEndWithCarriageReturnsOnly() throws Exception {
        String mail = Mails.answer(Mails.plain("Yes,\r\nin red")).replace("\r\n", "\r");
        try (SpooledMail spooled = SpooledMail.of(new RawMail(Mails.bytes(mail)))) {
            assertThat(spooled.places()).anyMatch(place -> place.contains("support+{tag}@example.com"));
            assertThat(spooled.answer().text()).isEqualTo("Yes,\nin red");
        }
    }

    @Test
    void neverStopsTheMailbox() throws Exception {
        String tag = new ConversationTag(MailServer.SECRET).sign(new Conversation("491701234567", false));
        Random random = new Random(61);
        try (MailServer server = new MailServer();
                BridgeApplication application =
                        MailServer.answers(new BridgeApplication(), server.smtp(), server.imap())) {
            application.lena.says("Opens the service window");
            for (int i = 0; i < 40; i++) {
                String mail = CORPUS.get(random.nextInt(CORPUS.size())).mail();
                server.deliver(mutilate(mail.replace("{tag}", tag).replace("{id}", "m" + i), random));
            }
            server.deliver(Mails.bytes(Mails.answer(Mails.plain("The last one"))
                    .replace("{tag}", tag)
                    .replace("{id}", "last")));
            application.start();

            await().dontCatchUncaughtExceptions()
                    .atMost(BridgeApplication.LIMIT)
                    .until(() -> application.lena.received().stream()
                            .map(ReceivedMessage::text)
                            .anyMatch("The last one"::equals));
            await().dontCatchUncaughtExceptions()
                    .atMost(BridgeApplication.LIMIT)
                    .until(() -> server.unread() == 0);
        }
    }
}
