/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.EVERY_SCRIPT;
import static io.github.whatsapp360.example.Bridge.LIMIT;
import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.whatsapp360.example.mail.MailServer;
import io.github.whatsapp360.simulator.Customer;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** WhatsApp on one side, a real SMTP server on the other. */
@ParameterizedClass
@EnumSource
class EscalationTest {

    private static GreenMail mail;
    private static Bridge bridge;

    @Parameter
    private Form form;

    @BeforeParameterizedClassInvocation
    static void start(Form form) throws Exception {
        mail = new GreenMail(MailServer.setup(Demo.freePort(0), ServerSetup.PROTOCOL_SMTP));
        mail.start();
        bridge = new Bridge("escalation")
                .with("mail", "smtp://127.0.0.1:" + mail.getSmtp().getPort())
                .start(form, new Escalation());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        bridge.close();
        mail.stop();
    }

    @AfterEach
    void emptyMailbox() throws Exception {
        mail.purgeEmailFromAllMailboxes();
    }

    @Test
    void whoAsksForAPersonBecomesAMailAndIsTold() throws Exception {
        Customer omar = bridge.simulator.customer("491701000001", "عمر 🌻");

        omar.says("just a question");
        omar.says("URGENT! " + EVERY_SCRIPT);

        assertThat(texts(omar, 1)).containsExactly("A colleague will write to you soon.");
        MimeMessage only = onlyMail();
        assertThat(only.getSubject()).isEqualTo("A customer asks for a person");
        assertThat(only.getAllRecipients()[0]).hasToString("duty@example.com");
        assertThat(text(only)).isEqualTo("عمر 🌻, +491701000001, wrote:\n\nURGENT! " + EVERY_SCRIPT);
    }

    @Test
    void aMailServerThatIsDownGetsTheMailLaterAndOnce() throws Exception {
        Customer lena = bridge.simulator.customer("491701000002", "Lena");
        mail.getSmtp().stopService();
        GreenMail later = new GreenMail(MailServer.setup(mail.getSmtp().getPort(), ServerSetup.PROTOCOL_SMTP));
        try {
            String id = lena.says("Is there a human?");
            bridge.awaitAnswer(id, 200);
            later.start();

            assertThat(texts(lena, 1)).hasSize(1);
            assertThat(later.getReceivedMessages()).hasSize(1);
        } finally {
            later.stop();
            mail.reset();
        }
    }

    @Test
    void aMessageThatFailsIsReported() throws Exception {
        Customer lena = bridge.simulator.customer("491701000003", "Lena");
        lena.says("A person, please");
        String wamid = lena.awaitReceived(1, LIMIT).get(0).wamid();
        onlyMail();
        mail.purgeEmailFromAllMailboxes();

        bridge.simulator.fails(wamid, 131026);

        MimeMessage report = onlyMail();
        assertThat(report.getSubject()).isEqualTo("A message failed with 131026");
        assertThat(text(report)).startsWith("To +491701000003, message " + wamid + ": ");
    }

    private static MimeMessage onlyMail() {
        await().atMost(LIMIT).until(() -> mail.getReceivedMessages().length > 0);
        assertThat(mail.getReceivedMessages()).hasSize(1);
        return mail.getReceivedMessages()[0];
    }

    private static String text(MimeMessage message) throws Exception {
        return message.getContent().toString().replace("\r\n", "\n").stripTrailing();
    }
}
