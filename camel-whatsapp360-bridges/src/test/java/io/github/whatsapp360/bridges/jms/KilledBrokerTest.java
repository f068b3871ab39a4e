/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.Conversations;
import io.github.whatsapp360.bridges.ServerProcess;
import io.github.whatsapp360.simulator.Customer;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Artemis that is killed twice while messages go through it in both directions. */
class KilledBrokerTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern TEXT = Pattern.compile("\"body\":\"(\\w+)\"");

    @TempDir
    Path directory;

    private String url;

    @Test
    void nothingIsLostAndNoCommandIsSentTwice() throws Exception {
        int port = BridgeApplication.freePort();
        url = "tcp://127.0.0.1:" + port;
        try (ServerProcess broker = new ServerProcess(
                        JmsBroker.class,
                        directory.resolve("broker.txt"),
                        directory.resolve("broker").toString(),
                        String.valueOf(port));
                BridgeApplication application = application().start()) {
            Conversations conversations = new Conversations(application.simulator);
            for (int kill = 0; kill < 2; kill++) {
                converse(conversations);
                broker.kill();
                conversations.say(2);
                broker.start();
            }
            converse(conversations);

            List<String> events = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                drain("events", events);
                return events.stream().distinct().count() >= conversations.said();
            });
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                drain("commands.unknown", unknown);
                return conversations.isSettled(unknown);
            });
            drain("events", events);
            // A kill can come between the broker's write and its answer, once for each customer.
            conversations.assertArrived(events, 6);
            conversations.assertSent(unknown, 0);
        }
    }

    private BridgeApplication application() throws Exception {
        return new BridgeApplication()
                .with("camel.component.whatsapp360.redelivery-delay", "50")
                .with("camel.component.whatsapp360.maximum-redelivery-delay", "200")
                .with("camel.component.whatsapp360.maximum-redeliveries", "288")
                .bridge("events", "whatsapp360-to-jms", "account", "support", "broker", url)
                .bridge("events", "whatsapp360-to-jms", "queue", "events", "events", "message")
                .bridge("commands", "jms-to-whatsapp360", "account", "support", "broker", url)
                .bridge("commands", "jms-to-whatsapp360", "queue", "commands", "retryDelay", "100")
                .bridge("commands", "jms-to-whatsapp360", "journalDirectory", directory.resolve("journal"));
    }

    private void converse(Conversations conversations) {
        for (int i = 0; i < 4; i++) {
            conversations.say(1);
            conversations.customers.forEach(customer -> send(customer, conversations.command(customer)));
        }
    }

    /** Sent until the broker has it; with a key, as what was sent before may have arrived. */
    private void send(Customer customer, String text) {
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            try (Connection connection = connect()) {
                Session session = connection.createSession();
                TextMessage command = session.createTextMessage(text);
                command.setStringProperty("CamelWhatsapp360To", customer.waId());
                command.setStringProperty("IdempotencyKey", text);
                session.createProducer(session.createQueue("commands")).send(command);
                return true;
            }
        });
    }

    private void drain(String queue, List<String> texts) throws JMSException {
        try (Connection connection = connect()) {
            Session session = connection.createSession();
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                for (Message message = consumer.receive(500); message != null; message = consumer.receive(500)) {
                    String body = message.getBody(String.class);
                    Matcher text = TEXT.matcher(body);
                    texts.add(text.find() ? text.group(1) : body);
                }
            }
        }
    }

    private Connection connect() throws JMSException {
        Connection connection = new ActiveMQConnectionFactory(url).createConnection();
        connection.start();
        return connection;
    }
}
