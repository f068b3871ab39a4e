/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.jms;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.Conversations;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that read one queue, one of which is stopped in the middle. */
class SeveralProgramsTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EACH = 8;

    @TempDir
    Path directory;

    @Test
    void eachCommandIsSentOnceAndThoseOfAGroupInOrder() throws Exception {
        try (JmsBroker broker = new JmsBroker(directory.resolve("broker"));
                BridgeApplication first = new BridgeApplication();
                BridgeApplication second = first.another();
                Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection()) {
            Conversations conversations = new Conversations(first.simulator);
            Session session = connection.createSession();
            bridge(first, "first", broker).start();
            bridge(second, "second", broker).start();
            send(session, conversations);
            await().atMost(LIMIT).until(() -> conversations.received().size() >= EACH);
            second.main.stop();
            send(session, conversations);

            await().atMost(LIMIT).until(() -> conversations.isSettled(List.of()));
            conversations.assertSent(List.of(), 0);
        }
    }

    private BridgeApplication bridge(BridgeApplication application, String name, JmsBroker broker) {
        return application
                .bridge("commands", "jms-to-whatsapp360", "account", "support", "broker", broker.url())
                .bridge("commands", "jms-to-whatsapp360", "queue", "commands", "consumers", "2", "name", name)
                .bridge("commands", "jms-to-whatsapp360", "journalDirectory", directory.resolve("journal"));
    }

    private static void send(Session session, Conversations conversations) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue("commands"))) {
            for (int i = 0; i < EACH; i++) {
                for (var customer : conversations.customers) {
                    TextMessage command = session.createTextMessage(conversations.command(customer));
                    command.setStringProperty("CamelWhatsapp360To", customer.waId());
                    command.setStringProperty("JMSXGroupID", customer.waId());
                    producer.send(command);
                }
            }
        }
    }
}
