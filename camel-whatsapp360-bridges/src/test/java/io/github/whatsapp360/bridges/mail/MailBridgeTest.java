/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.CommandJournal;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both bridges from properties alone, between the simulator and a real mail server, which also dies. */
class MailBridgeTest {

    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10, 13, 10, '.', 13, 10};

    private MailServer server;
    private BridgeApplication application;
    private Customer lena;

    @BeforeEach
    void setUp() throws Exception {
        server = new MailServer();
        application = new BridgeApplication();
        application.with("camel.component.whatsapp360.maximum-retries", 0);
        lena = application.lena;
    }

    @AfterEach
    void tearDown() {
        application.close();
        server.close();
    }

    private MimeMessage question() throws Exception {
        server.bridges(application).start();
        lena.says("Do you have it in red?");
        return server.toTeam(1).get(0);
    }

    private static MimeMessage answer(MimeMessage question, String text) throws Exception {
        MimeMessage answer = (MimeMessage) question.reply(false);
        answer.setFrom("anna@example.org");
        answer.setText(text, "UTF-8");
        answer.saveChanges();
        return answer;
    }

    private List<String> received(int count) {
        return lena.awaitReceived(count, BridgeApplication.LIMIT).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    private static String line(Object content) {
        return content.toString().replaceAll("\\R", "\n").strip();
    }

    @Test
    void textAndFilesArriveByteByByteInBothDirections() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(3).nextBytes(large);
        MimeMessage question = question();
        lena.sendsImage(JPEG, "image/jpeg", "Schau 🌻");
        lena.sendsDocument(large, "application/pdf", "Rechnung März 🎉.pdf", "");

        List<MimeMessage> mails = server.toTeam(3);
        assertThat(line(question.getContent())).isEqualTo("Do you have it in red?");
        assertThat(line(part(mails.get(1), 0).getContent())).isEqualTo("Schau 🌻");
        assertThat(part(mails.get(1), 1).getInputStream().readAllBytes()).isEqualTo(JPEG);
        assertThat(MimeUtility.decodeText(part(mails.get(2), 1).getFileName())).isEqualTo("Rechnung März 🎉.pdf");
        assertThat(part(mails.get(2), 1).getInputStream().readAllBytes()).isEqualTo(large);

        MimeMessage answer = answer(question, "");
        MimeBodyPart words = new MimeBodyPart();
        words.setText("Ja, in Rot 🎈\n\nAm 05.01.2026 um 10:00 schrieb Lena:\n> Do you?", "UTF-8");
        MimeBodyPart file = new MimeBodyPart();
        file.setDataHandler(new DataHandler(new ByteArrayDataSource(large, "application/pdf")));
        file.setFileName("Angebot März.pdf");
        answer.setContent(new MimeMultipart(words, file));
        answer.saveChanges();
        server.send(answer);

        lena.awaitReceived(2, BridgeApplication.LIMIT);
        assertThat(new Phones(application.simulator).messages(lena))
                .containsExactly(CorpusMail.text("Ja, in Rot 🎈"), CorpusMail.document("Angebot März.pdf", large));
    }

    private static BodyPart part(MimeMessage mail, int index) throws Exception {
        return ((Multipart) mail.getContent()).getBodyPart(index);
    }

    @Test
    void theMailsOfACustomerAreOneConversationThatNamesThem() throws Exception {
        MimeMessage question = question();
        Customer omar = application.simulator.customer("491701234569", "Omar\r\nBcc: victim@example.org");
        lena.says("Or in blue?");
        server.toTeam(2);
        omar.says("Hello");

        List<MimeMessage> mails = server.toTeam(3);
        String thread = question.getHeader("References", null);
        assertThat(mails.get(1).getHeader("References", null)).isEqualTo(thread);
        assertThat(mails.get(1).getHeader("In-Reply-To", null)).isEqualTo(thread.substring(thread.lastIndexOf('<')));
        assertThat(mails.get(1).getMessageID()).isNotEqualTo(question.getMessageID());
        assertThat(mails.get(2).getHeader("References", null)).isNotEqualTo(thread);
        assertThat(mails.get(0).getSubject()).isEqualTo("Lena 🌻 لينا");
        assertThat(mails.get(2).getSubject()).isEqualTo("Omar Bcc: victim@example.org");
        assertThat(mails.get(2).getHeader("Bcc")).isNull();
        InternetAddress sender = (InternetAddress) question.getFrom()[0];
        assertThat(sender.getAddress()).isEqualTo(MailServer.SUPPORT);
        assertThat(sender.getPersonal()).isEqualTo("Lena 🌻 لينا (WhatsApp)");
    }

    @Test
    void theAddressOrTheIdsAloneAreEnoughAndAForgedTagIsNone() throws Exception {
        MimeMessage question = question();
        MimeMessage byAddress = answer(question, "by address");
        byAddress.removeHeader("In-Reply-To");
        byAddress.removeHeader("References");
        MimeMessage byIds = answer(question, "by ids");
        byIds.setRecipients(RecipientType.TO, MailServer.SUPPORT);
        MimeMessage forged = answer(question, "Buy now");
        forged.removeHeader("In-Reply-To");
        forged.removeHeader("References");
        String changed = question.getReplyTo()[0].toString().replace("491701234567", "491701234569");
        forged.setRecipients(RecipientType.TO, changed);
        forged.setHeader("CamelWhatsapp360To", "491701234567");
        server.send(forged);
        server.send(byAddress);
        server.send(byIds);

        assertThat(received(2)).containsExactly("by address", "by ids");
        assertThat(application.simulator.requests().stream()
                        .filter(request -> request.path().equals("/messages"))
                        .filter(request -> String.valueOf(request.body()).contains("Buy now")))
                .isEmpty();
        assertThat(server.toTeam()).hasSize(1);
    }

    @Test
    void aMessageThatFailsLaterIsReportedInTheConversation() throws Exception {
        MimeMessage question = question();
        application.simulator.fault(Fault.failLater(131026).on("POST", "/messages"));
        MimeMessage answer = answer(question, "Yes");
        server.send(answer);

        MimeMessage report = server.toTeam(2).get(1);
        assertThat(report.getSubject()).isEqualTo("Lena 🌻 لينا");
        assertThat(line(report.getContent())).contains("was not delivered on WhatsApp", "131026");
        assertThat(report.getHeader("References", null))
                .isEqualTo(question.getHeader("References", null) + " " + answer.getMessageID());
        assertThat(report.getHeader("In-Reply-To", null)).isEqualTo(answer.getMessageID());
    }

    @Test
    void aRefusedAnswerComesBackToItsAuthorAndIsSetAside() throws Exception {
        MimeMessage question = question();
        application.simulator.fault(Fault.refuse(131047).on("POST", "/messages"));
        MimeMessage answer = answer(question, "Yes");
        server.send(answer);

        MimeMessage notice = server.toTeam(2).get(1);
        assertThat(notice.getAllRecipients()[0].toString()).isEqualTo("anna@example.org");
        assertThat(notice.getSubject()).isEqualTo("Not delivered: Re: Lena 🌻 لينا");
        assertThat(notice.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(notice.getHeader("In-Reply-To")).containsExactly(answer.getMessageID());
        assertThat(line(notice.getContent())).contains("was not delivered on WhatsApp", "24 hours");
        await().atMost(BridgeApplication.LIMIT)
                .until(() -> server.inFolder("whatsapp360-not-sent").size() == 1);

        lena.says("Hello?");
        server.toTeam(3);
        server.send(answer(question, "Once more"));
        assertThat(received(1)).containsExactly("Once more");
    }

    @Test
    void anApiThatFailsForAWhileGetsEachPartOnceAndInOrder() throws Exception {
        MimeMessage question = question();
        // The first fault is none: it only keeps the place of the first answer.
        application.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        application.simulator.fault(Fault.refuse(131016).times(3).on("POST", "/messages"));
        for (int i = 1; i <= 3; i++) {
            server.send(answer(question, "Answer " + i));
        }

        assertThat(received(3)).containsExactly("Answer 1", "Answer 2", "Answer 3");
        assertThat(server.toTeam()).hasSize(1);
    }

    @Test
    void aMailServerThatDiesAgainAndAgainLosesNoAnswerAndDoublesNone() throws Exception {
        try (BreakingLine imap = new BreakingLine(server.imap())) {
            MailServer.customers(application, server.smtp());
            MailServer.answers(application, server.smtp(), imap.port());
            application.start();
            lena.says("Do you have it in red?");
            MimeMessage question = server.toTeam(1).get(0);
            List<String> answers = new ArrayList<>();
            Random random = new Random(11);
            imap.breakAfter(0);
            for (int i = 1; i <= 12; i++) {
                answers.add("Answer " + i);
                server.send(answer(question, "Answer " + i));
            }
            for (int i = 0; i < 15; i++) {
                imap.breakAfter(500 + random.nextInt(4_000));
                await().atMost(BridgeApplication.LIMIT).until(() -> imap.isBroken() || server.unread() == 0);
            }
            imap.mend();

            assertThat(received(12)).containsExactlyElementsOf(answers);
            await().atMost(BridgeApplication.LIMIT).until(() -> server.unread() == 0);
            assertThat(received(12)).hasSize(12);
        }
    }

    @Test
    void anAuthorIsToldOnceTheMailServerIsBack() throws Exception {
        try (BreakingLine smtp = new BreakingLine(server.smtp())) {
            MailServer.customers(application, server.smtp());
            MailServer.answers(application, smtp.port(), server.imap());
            application.start();
            lena.says("Do you have it in red?");
            MimeMessage question = server.toTeam(1).get(0);
            smtp.breakAfter(0);
            // The first fault is none: it only keeps the place of the text.
            application.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
            application.simulator.fault(Fault.refuse(131026).on("POST", "/messages"));
            MimeMessage answer = answer(question, "");
            MimeBodyPart words = new MimeBodyPart();
            words.setText("See file");
            MimeBodyPart file = new MimeBodyPart();
            file.setDataHandler(new DataHandler(new ByteArrayDataSource("%PDF-1".getBytes(UTF_8), "application/pdf")));
            file.setFileName("a.pdf");
            answer.setContent(new MimeMultipart(words, file));
            answer.saveChanges();
            server.send(answer);
            assertThat(received(1)).containsExactly("See file");
            await().during(Duration.ofSeconds(1))
                    .atMost(BridgeApplication.LIMIT)
                    .until(() -> server.toTeam().size() == 1);
            smtp.mend();

            assertThat(line(server.toTeam(2).get(1).getContent())).contains("only in part");
            await().atMost(BridgeApplication.LIMIT)
                    .until(() -> server.inFolder("whatsapp360-not-sent").size() == 1);
            assertThat(lena.received()).hasSize(1);
            assertThat(server.toTeam()).hasSize(2);
        }
    }

    @Test
    void aMailServerThatIsAwayDelaysQuestionsAndKeepsTheirOrder() throws Exception {
        try (BreakingLine smtp = new BreakingLine(server.smtp())) {
            application.with("camel.component.whatsapp360.redelivery-delay", "50");
            MailServer.customers(application, smtp.port()).start();
            smtp.breakAfter(0);
            IntStream.rangeClosed(1, 5).forEach(i -> lena.says("L" + i));
            await().during(Duration.ofSeconds(1))
                    .atMost(BridgeApplication.LIMIT)
                    .until(() -> server.toTeam().isEmpty());
            smtp.mend();

            List<String> texts = new ArrayList<>();
            for (MimeMessage mail : server.toTeam(5)) {
                texts.add(line(mail.getContent()));
            }
            assertThat(texts).containsExactly("L1", "L2", "L3", "L4", "L5");
        }
    }

    @Test
    void anAnswerThatAKilledProgramWasSendingIsNotSentAgainAndItsAuthorIsTold() throws Exception {
        ConversationTag tags = new ConversationTag(MailServer.SECRET);
        String mail = Mails.answer(Mails.plain("Yes"))
                .replace("{tag}", tags.sign(new ConversationTag.Conversation("491701234567", false)));
        byte[] begun = Mails.bytes(mail.replace("{id}", "begun"));
        byte[] fresh = Mails.bytes(mail.replace("{id}", "fresh").replace("Yes", "Fresh"));
        Path directory = BridgeApplication.newInbox();
        server.deliver(begun);
        String place = server.placeOfLast();
        server.deliver(fresh);
        try (CommandJournal journal = new CommandJournal()) {
            journal.setDirectory(directory.toString());
            journal.setName("mail-to-whatsapp360");
            journal.start();
            byte[] content = MessageDigest.getInstance("SHA-256").digest(begun);
            journal.add(place + HexFormat.of().formatHex(content));
        }
        lena.says("Opens the service window");
        MailServer.answers(application, server.smtp(), server.imap())
                .with("camel.routeTemplate[1].journalDirectory", directory)
                .start();

        assertThat(received(1)).containsExactly("Fresh");
        assertThat(line(server.toTeam(1).get(0).getContent())).contains("may not have arrived");
        await().atMost(BridgeApplication.LIMIT).until(() -> server.unread() == 0);
        assertThat(received(1)).hasSize(1);
    }
}
