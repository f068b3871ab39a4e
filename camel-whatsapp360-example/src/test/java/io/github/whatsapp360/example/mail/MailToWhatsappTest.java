/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.example.Bridge;
import io.github.whatsapp360.example.Form;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.fault.Fault;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the team answers in a mail program, as the customer reads it. */
class MailToWhatsappTest {

    private static final byte[] PDF = "%PDF-1.7 a page".getBytes(UTF_8);
    private static final byte[] ZIP = "PK\u0003\u0004 words".getBytes(UTF_8);
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10, '.', 13, 10};

    private final MailServer server = new MailServer();
    private Bridge bridge;

    private MimeMessage question(Form form) throws Exception {
        bridge = new Bridge("whatsapp-to-mail", "mail-to-whatsapp")
                .with(server.properties())
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .start(form, new WhatsappToMail(), new MailToWhatsapp());
        bridge.lena.says("Do you have it in red?");
        return server.toTeam(1).get(0);
    }

    @AfterEach
    void tearDown() {
        bridge.close();
        server.close();
    }

    /** As a mail program answers: to the reply address, with the ids. */
    private MimeMessage answer(MimeMessage question) throws MessagingException {
        MimeMessage answer = (MimeMessage) question.reply(false);
        answer.setFrom(MailServer.TEAM);
        return answer;
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        return part;
    }

    private static MimeBodyPart file(String name, String type, byte[] content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        part.setDisposition("attachment");
        part.setFileName(name);
        return part;
    }

    private static MimeMultipart parts(String subtype, MimeBodyPart... parts) throws MessagingException {
        MimeMultipart several = new MimeMultipart(subtype);
        for (MimeBodyPart part : parts) {
            several.addBodyPart(part);
        }
        return several;
    }

    private static MimeBodyPart of(MimeMultipart several) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(several);
        return part;
    }

    private void send(MimeMessage mail) throws MessagingException {
        mail.saveChanges();
        server.send(mail);
    }

    private List<ReceivedMessage> received(int count) {
        return bridge.lena.awaitReceived(count, Bridge.LIMIT);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anAnswerWithFilesFindsItsConversation(Form form) throws Exception {
        byte[] large = new byte[16 << 20];
        new Random(16).nextBytes(large);
        MimeMessage answer = answer(question(form));
        String html = "<html><body><div>Yes, in <b>red</b> &amp; blue 🎈<br>مرحبا <img src=\"cid:new\"></div>"
                + "<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Mon, 5 Jan 2026 Lena wrote:</div>"
                + "<blockquote>Do you have it in red?<img src=\"cid:old\"></blockquote></div></body></html>";
        MimeBodyPart shown = file("new.jpg", "image/jpg", JPEG);
        MimeBodyPart quoted = file("old.jpg", "image/jpeg", JPEG);
        shown.setDisposition("inline");
        shown.setContentID("<new>");
        quoted.setDisposition("inline");
        quoted.setContentID("<old>");
        answer.setContent(parts(
                "mixed",
                of(parts(
                        "related",
                        of(parts("alternative", text("plain and\nwrapped", "plain"), text(html, "html"))),
                        shown,
                        quoted)),
                file("z=?.pdf", "application/pdf", large),
                file("=?UTF-8?Q?M=C3=A4rz=F0=9F=8E=89.pdf?=", "application/octet-stream", "%PDF-1".getBytes(UTF_8)),
                file("z=?.pdf", "application/pdf", "%PDF-2".getBytes(UTF_8)),
                file("a.txt", "text/plain", "ä".getBytes(UTF_8))));

        send(answer);

        List<ReceivedMessage> got = received(6);
        assertThat(got.get(0).text()).isEqualTo("Yes, in *red* & blue 🎈\nمرحبا");
        assertThat(got)
                .extracting(ReceivedMessage::type)
                .containsExactly("text", "image", "document", "document", "document", "document");
        assertThat(bridge.file(got.get(1))).isEqualTo(JPEG);
        assertThat(bridge.file(got.get(2))).isEqualTo(large);
        assertThat(got.get(3).raw()).contains("März🎉.pdf");
        assertThat(bridge.file(got.get(4))).isEqualTo("%PDF-2".getBytes(UTF_8));
        assertThat(bridge.file(got.get(5))).isEqualTo("ä".getBytes(UTF_8));
    }

    @Test
    void theAddressOrTheIdsAloneAreEnough() throws Exception {
        MimeMessage question = question(Form.YAML);
        MimeMessage toTheAddressOnly = answer(question);
        toTheAddressOnly.removeHeader("In-Reply-To");
        toTheAddressOnly.removeHeader("References");
        toTheAddressOnly.setText("by address");
        send(toTheAddressOnly);
        received(1);

        MimeMessage byIdsOnly = answer(question);
        byIdsOnly.setRecipients(RecipientType.TO, MailServer.SUPPORT);
        byIdsOnly.setText(
                "by ids\n\nOn Mon, 5 Jan 2026 at 10:00, Lena <\nsupport@example.com> wrote:\n> Do you have it?\n");
        send(byIdsOnly);

        assertThat(received(2)).extracting(ReceivedMessage::text).containsExactly("by address", "by ids");
    }

    @Test
    void nobodyWritesToACustomerWhoWasNotToldItsAddressAndNoMachineDoes() throws Exception {
        MimeMessage question = question(Form.YAML);
        MimeMessage stranger = answer(question);
        stranger.removeHeader("In-Reply-To");
        stranger.removeHeader("References");
        stranger.setRecipients(RecipientType.TO, "support+491701234567-0123456789abcdef@example.com");
        stranger.setHeader("CamelWhatsapp360To", "491701234567");
        stranger.setText("Buy now");
        send(stranger);
        MimeMessage absent = answer(question);
        absent.setHeader("Auto-Submitted", "auto-replied");
        absent.setText("I am on holiday");
        send(absent);
        MimeMessage genuine = answer(question);
        genuine.setText("In red and in blue");
        send(genuine);

        assertThat(received(1)).extracting(ReceivedMessage::text).containsExactly("In red and in blue");
        assertThat(server.toTeam(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatCannotBeSentComesBackToItsAuthorWithTheReason(Form form) throws Exception {
        MimeMessage answer = answer(question(form));
        answer.setContent(parts("mixed", text("See file", "plain"), file("empty.txt", "text/plain", new byte[0])));
        send(answer);

        MimeMessage notice = server.toTeam(2).get(1);
        assertThat(notice.getSubject()).isEqualTo("Not delivered: Re: Lena 🌻 لينا");
        assertThat(notice.getContent().toString())
                .contains("was not delivered on WhatsApp")
                .contains("The document is empty");
        assertThat(notice.getHeader("In-Reply-To")).containsExactly(answer.getMessageID());
        assertThat(Arrays.stream(notice.getAllRecipients()).map(InternetAddress.class::cast))
                .extracting(InternetAddress::getAddress)
                .containsExactly(MailServer.TEAM);
        assertThat(bridge.lena.received()).isEmpty();
    }

    @Test
    void anApiThatFailsForAWhileGetsEachPartOnce() throws Exception {
        MimeMessage answer = answer(question(Form.YAML));
        answer.setContent(parts("mixed", text("See file", "plain"), file("a.pdf", "application/pdf", PDF)));
        // The first fault is none: it only keeps the place of the text.
        bridge.simulator.fault(Fault.slow(Duration.ZERO).on("POST", "/messages"));
        bridge.simulator.fault(Fault.refuse(131016).times(3).on("POST", "/messages"));
        send(answer);

        assertThat(received(2)).extracting(ReceivedMessage::type).containsExactly("text", "document");
        assertThat(requests("/messages")).isEqualTo(5);
        assertThat(requests("/media")).isEqualTo(1);
        assertThat(server.toTeam(1)).hasSize(1);
    }

    /** What camel-mail itself makes of a mail; the order of several files is not in it. */
    @Test
    void oneLineIsABridgeAsWell() throws Exception {
        Map<String, String> mail = server.properties();
        RouteBuilder line = new RouteBuilder() {
            @Override
            public void configure() {
                from(mail.get("mail.imap") + "?username=support&password=secret&delay=200")
                        .to("whatsapp360:support?to=491701234567");
            }
        };
        bridge = new Bridge("line").start(Form.JAVA, line);
        bridge.lena.says("Hi");
        MimeMessage filesOnly = mail();
        filesOnly.setContent(parts("mixed", file("=?UTF-8?Q?N=C3=BAmero.docx?=", "application/octet-stream", ZIP)));
        send(filesOnly);
        assertThat(received(1).get(0).raw()).contains("\"filename\":\"Número.docx\"");
        MimeMessage both = mail();
        both.setContent(parts("mixed", text("See file", "plain"), file("b.jpg", "image/jpeg", JPEG)));
        send(both);

        List<ReceivedMessage> got = received(3);
        assertThat(got).extracting(ReceivedMessage::type).containsExactly("document", "text", "image");
        assertThat(got.get(1).text()).isEqualTo("See file");
        assertThat(bridge.file(got.get(2))).isEqualTo(JPEG);
    }

    private static MimeMessage mail() throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom(MailServer.TEAM);
        mail.setRecipients(RecipientType.TO, MailServer.SUPPORT);
        return mail;
    }

    private long requests(String path) {
        return bridge.simulator.requests().stream()
                .filter(request -> request.path().equals(path))
                .count();
    }
}
