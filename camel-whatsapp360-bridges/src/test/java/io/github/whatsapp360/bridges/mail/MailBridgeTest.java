package io.github.whatsapp360.bridges.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.ReceivedMessage;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;

class MailBridgeTest {
    @Test
    void roundTrip() throws Exception {
        try (MailServer server = new MailServer();
                BridgeApplication application = server.bridges(new BridgeApplication()).start()) {
            application.lena.says("Do you have it in red?");
            MimeMessage question = server.toTeam(1).get(0);
            assertThat(question.getSubject()).isEqualTo("Lena 🌻 لينا");
            MimeMessage answer = (MimeMessage) question.reply(false);
            answer.setFrom("anna@example.org");
            answer.setText("Yes.\n\nOn Mon, 5 Jan 2026, Lena wrote:\n> Do you?");
            answer.saveChanges();
            server.send(answer);
            assertThat(application.lena.awaitReceived(1, BridgeApplication.LIMIT))
                    .extracting(ReceivedMessage::text)
                    .containsExactly("Yes.");
        }
    }
}
