/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import static io.github.whatsapp360.bridges.BridgeApplication.EVERY_SCRIPT;
import static io.github.whatsapp360.bridges.BridgeApplication.LIMIT;
import static io.github.whatsapp360.bridges.BridgeApplication.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WhatsApp on one side, a real Artemis on the other, properties between them. */
class JmsBridgesTest {

    private static JmsBroker broker;
    private static BridgeApplication application;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new JmsBroker(directory.resolve("broker"));
        application = new BridgeApplication()
                .with("camel.component.whatsapp360.maximum-retries", "0")
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-redelivery-delay", "200")
                .bridge(
                        "events",
                        "whatsapp360-to-jms",
                        "account",
                        "support",
                        "broker",
                        broker.url(),
                        "queue",
                        "whatsapp.${header.CamelWhatsapp360EventType}",
                        "cloudEvents",
                        "true")
                .bridge(
                        "commands",
                        "jms-to-whatsapp360",
                        "account",
                        "support",
                        "broker",
                        broker.url(),
                        "queue",
                        "command",
                        "journalDirectory",
                        directory.resolve("journal"),
                        "retryDelay",
                        "100")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        broker.close();
    }

    /** A connection of somebody else. */
    private static final class Client implements AutoCloseable {

        private final Connection connection;
        private final Session session;

        Client() throws JMSException {
            connection = new ActiveMQConnectionFactory(broker.url()).createConnection();
            connection.start();
            session = connection.createSession();
        }

        Message receive(String queue, String selector) throws JMSException {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue), selector)) {
                Message received = consumer.receive(LIMIT.toMillis());
                assertThat(received).as("a message in %s", queue).isNotNull();
                return received;
            }
        }

        TextMessage text(String body, String... properties) throws JMSException {
            TextMessage message = session.createTextMessage(body);
            for (int i = 0; i < properties.length; i += 2) {
                message.setStringProperty(properties[i], properties[i + 1]);
            }
            return message;
        }

        void send(Message message) throws JMSException {
            session.createProducer(session.createQueue("command")).send(message);
        }

        @Override
        public void close() throws JMSException {
            connection.close();
        }
    }

    private static String from(String number) {
        return "CamelWhatsapp360From = '" + number + "'";
    }

    @Test
    void theQueueHasTheJsonByteByByteAndItsHeaders() throws Exception {
        Customer omer = application.simulator.customer("491701000001", "עומר");

        String id = omer.says(EVERY_SCRIPT);

        try (Client client = new Client()) {
            Message message = client.receive("whatsapp.message", from("491701000001"));
            assertThat(message.getBody(String.class)).isEqualTo(application.elementOf(id));
            assertThat(message.getStringProperty("JMSXGroupID"))
                    .isNotBlank()
                    .isEqualTo(message.getStringProperty("CamelWhatsapp360CustomerId"));
            assertThat(message.getStringProperty("CamelWhatsapp360ContactName")).isEqualTo("עומר");
            assertThat(message.getStringProperty("CamelWhatsapp360EventName")).isEqualTo("text");
            assertThat(message.getStringProperty("whatsapp360Schema")).isEqualTo("1");
            assertThat(message.getStringProperty("ce_type")).isEqualTo("io.github.whatsapp360.message.text");
            assertThat(message.getStringProperty("ce_specversion")).isEqualTo("1.0");
        }
    }

    @Test
    void whoHidesTheNumberHasAGroupToo() throws Exception {
        Customer omer = application.simulator.customer("491701000006", "Omer").hidesPhoneBehind("omer.hidden");
        omer.says("Hi");

        try (Client client = new Client()) {
            Message message = client.receive("whatsapp.message", from(omer.userId()));
            String group = message.getStringProperty("JMSXGroupID");
            assertThat(group).isNotBlank().isEqualTo(message.getStringProperty("CamelWhatsapp360CustomerId"));

            client.send(client.text("Hello", "CamelWhatsapp360To", omer.userId()));
            String sent = omer.awaitReceived(1, LIMIT).get(0).wamid();
            Message status = client.receive(
                    "whatsapp.status",
                    "CamelWhatsapp360MessageId = '" + sent + "' and CamelWhatsapp360Status = 'read'");
            assertThat(status.getStringProperty("JMSXGroupID")).isEqualTo(group);
        }
    }

    @Test
    void eachCommandIsSentAsItIsAndItsStatusComesBack() throws Exception {
        Customer lena = inTouch("491701000002");
        byte[] picture = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 13, 10};
        try (Client client = new Client()) {
            client.send(client.text(json("491701000002", EVERY_SCRIPT), "CamelWhatsapp360CallbackData", "order 7"));
            client.send(client.text(EVERY_SCRIPT, "CamelWhatsapp360To", "+49 170 1000002"));
            BytesMessage bytes = client.session.createBytesMessage();
            bytes.writeBytes(picture);
            bytes.setStringProperty("CamelWhatsapp360To", "491701000002");
            bytes.setStringProperty("CamelWhatsapp360MediaType", "image/jpeg");
            client.send(bytes);

            assertThat(texts(lena, 3)).startsWith(EVERY_SCRIPT, EVERY_SCRIPT);
            assertThat(application.file(lena.received().get(2))).isEqualTo(picture);
            Message status = client.receive(
                    "whatsapp.status",
                    "CamelWhatsapp360MessageId = '" + lena.received().get(0).wamid()
                            + "' and CamelWhatsapp360Status = 'read'");
            assertThat(status.getBody(String.class)).contains("order 7");
            Message message = client.receive("whatsapp.message", from("491701000002"));
            assertThat(status.getStringProperty("JMSXGroupID"))
                    .isNotBlank()
                    .isEqualTo(message.getStringProperty("JMSXGroupID"));
        }
    }

    @Test
    void aCommandThatComesTwiceWithOneKeyIsSentOnce() throws Exception {
        Customer lena = inTouch("491701000003");
        try (Client client = new Client()) {
            for (int i = 0; i < 2; i++) {
                client.send(client.text(json("491701000003", "once"), "IdempotencyKey", "order-4711"));
            }
            client.send(client.text(json("491701000003", "end")));
        }

        assertThat(texts(lena, 2)).containsExactly("once", "end");
    }

    @Test
    void anOutageOfTheApiIsWaitedForInOrderAndWhatCannotBeSentIsPutAside() throws Exception {
        Customer lena = inTouch("491701000004");
        application.simulator.fault(Fault.refuse(131016).times(15).to("491701000004"));
        try (Client client = new Client()) {
            client.send(client.text(json("491701000004", "patient")));
            client.send(client.text("{ no json", "CamelWhatsapp360To", "491701000004"));
            client.send(client.text(json("491701000004", "next")));

            assertThat(texts(lena, 2)).containsExactly("patient", "next");
            Message failed = client.receive("command.failed", "IdempotencyKey is null");
            assertThat(failed.getBody(String.class)).isEqualTo("{ no json");
            assertThat(failed.getStringProperty("whatsapp360Problem")).isEqualTo("InvalidMessageException");

            application.simulator.fault(
                    Fault.connection(Transport.RESET_AFTER_EFFECT).to("491701000004"));
            client.send(client.text(json("491701000004", "who knows 🤷")));
            Message unknown = client.receive("command.unknown", null);
            assertThat(unknown.getBody(String.class)).isEqualTo(json("491701000004", "who knows 🤷"));
            assertThat(unknown.getStringProperty("whatsapp360Problem")).isEqualTo("UnknownOutcomeException");
            assertThat(texts(lena, 3)).hasSize(3).endsWith("who knows 🤷");
        }
    }

    @Test
    void whatIsNoCommandIsPutAsideWithItsReasonAndTheNextIsSent() throws Exception {
        Customer lena = inTouch("491701000007");
        String to = "CamelWhatsapp360To";
        try (Client client = new Client()) {
            List<Message> wrong = new ArrayList<>(List.of(
                    client.session.createTextMessage(),
                    client.session.createMessage(),
                    client.session.createStreamMessage(),
                    client.text(""),
                    client.text(" \n"),
                    client.text("{}"),
                    client.text("{\"type\":\"nonsense\",\"nonsense\":[]}"),
                    client.text("{\"type\":\"text\",\"text\":\"no object\"}"),
                    client.text("{\"type\":\"text\",\"text\":{}}"),
                    client.text(json("491701000007", "one") + " " + json("491701000007", "two")),
                    client.text(json("nobody", "one")),
                    client.text("{\"a\":".repeat(5_000)),
                    client.text("x".repeat(5 << 20)),
                    client.text("{", "CamelWhatsapp360TemplateName", "none")));
            MapMessage map = client.session.createMapMessage();
            map.setString("a", "b");
            wrong.add(map);
            for (int i = 0; i < wrong.size(); i++) {
                wrong.get(i).setStringProperty("IdempotencyKey", "wrong" + i);
                wrong.get(i).setStringProperty(to, "491701000007");
            }
            for (String recipient : List.of("", " ", "Lena", "1", "+49", "491701000007,491701000004")) {
                wrong.add(client.text("a", to, recipient, "IdempotencyKey", "wrong" + wrong.size()));
            }
            for (Message command : wrong) {
                client.send(command);
            }
            client.send(client.text("\uFEFF" + json("491701000007", "with a mark"), "IdempotencyKey", ""));
            client.send(client.text("without a key", to, "491701000007", "IdempotencyKey", " "));

            assertThat(texts(lena, 2)).containsExactly("with a mark", "without a key");
            for (int i = 0; i < wrong.size(); i++) {
                Message failed = client.receive("command.failed", "IdempotencyKey = 'wrong" + i + "'");
                assertThat(failed.getStringProperty("whatsapp360ProblemText")).isNotBlank();
                if (wrong.get(i) instanceof TextMessage text && text.getText() != null) {
                    assertThat(failed.getBody(String.class)).isEqualTo(text.getText());
                } else if (wrong.get(i) instanceof MapMessage) {
                    assertThat((Object) failed.getBody(Map.class)).isEqualTo(Map.of("a", "b"));
                }
            }
        }
    }

    @Test
    void aBrokerThatIsDownForAWhileLosesAndDoublesNothing() throws Exception {
        Customer lena = application.simulator.customer("491701000005", "Lena");
        lena.says("L0");
        broker.stop();
        try {
            for (int i = 1; i < 20; i++) {
                lena.says("L" + i);
            }
        } finally {
            broker.startAgain();
        }
        lena.says("L20");

        List<String> got = new ArrayList<>();
        try (Client client = new Client()) {
            while (got.size() < 21) {
                String element =
                        client.receive("whatsapp.message", from("491701000005")).getBody(String.class);
                got.add(element.replaceAll(".*\"body\":\"(L\\d+)\".*", "$1"));
            }
            try (MessageConsumer rest = client.session.createConsumer(
                    client.session.createQueue("whatsapp.message"), from("491701000005"))) {
                assertThat(rest.receiveNoWait()).isNull();
            }
        }
        assertThat(got)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 20).mapToObj(i -> "L" + i).toList());
    }

    /** A customer who has written, so that the window is open. */
    private static Customer inTouch(String number) throws Exception {
        Customer customer = application.simulator.customer(number, "Lena");
        customer.says("Hi");
        return customer;
    }

    private static String json(String to, String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return "{\"to\":\"" + to + "\",\"type\":\"text\",\"text\":{\"body\":\"" + escaped + "\"}}";
    }
}
