/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import static io.github.whatsapp360.bridges.BridgeApplication.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.jms.JmsBroker;
import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator knows it. */
class RunnerIT {

    private static final Duration LARGE = Duration.ofSeconds(120);
    private static final int MANY = 60;

    /** WhatsApp takes no more from one sender to one customer in a few seconds. */
    private static final int COMMANDS = 30;

    @TempDir
    Path directory;

    @Test
    void wrongParametersEndItWithAMessageThatNamesThemAll() throws Exception {
        try (BridgeProcess program = new BridgeProcess(
                directory,
                Map.of(
                        "camel.routeTemplate[0].template-id", "whatsapp360-to-jms",
                        "camel.routeTemplate[0].acount", "support",
                        "camel.routeTemplate[0].broker", "tcp://localhost:1",
                        "camel.routeTemplate[0].password", "geheim",
                        "camel.routeTemplate[1].template-id", "whatsapp360-to-filez",
                        "camel.routeTemplate[2].template-id", "files-to-whatsapp360",
                        "camel.routeTemplate[2].account", "support",
                        "camel.routeTemplate[2].stable-for", "1s"))) {

            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output())
                    .contains(
                            "The bridges cannot start: Wrong parameters:",
                            "whatsapp360-to-jms (route 0): 'account' is missing: ",
                            "whatsapp360-to-jms (route 0): 'queue' is missing: ",
                            "whatsapp360-to-jms (route 0): 'acount' is no parameter; there are account, queue",
                            "whatsapp360-to-jms (route 0): 'password' needs 'username'",
                            "route 1: there is no bridge 'whatsapp360-to-filez'; there are ",
                            "files-to-whatsapp360 (route 2): 'folder' is missing: ",
                            "files-to-whatsapp360 (route 2): 'stableFor' must be a whole number, not '1s'")
                    .doesNotContain("geheim", "\tat ");
        }
    }

    @Test
    void aFileWithoutABridgeIsNoProgram() throws Exception {
        try (BridgeProcess program = new BridgeProcess(directory, Map.of("camel.server.port", "0"))) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output())
                    .contains("application.properties has no bridge.", "There are: ", "whatsapp360-to-sql");
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        Path file = Path.of("nowhere.properties");
        try (BridgeProcess program = new BridgeProcess(directory, file)) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.output()).contains(directory.resolve(file) + " cannot be read.");
        }
    }

    @Test
    void aFolderMayBeCalledInAnyScript() throws Exception {
        Path folder = directory.resolve("Ausgänge für 日本");
        Map<String, String> properties = new HashMap<>();
        properties.put("camel.server.port", String.valueOf(BridgeApplication.freePort()));
        properties.put("camel.management.port", String.valueOf(BridgeApplication.freePort()));
        properties.put("camel.component.whatsapp360.api-key", "simulator-key");
        bridge(properties, "outbox", "files-to-whatsapp360", folder);
        try (BridgeProcess program = new BridgeProcess(directory, properties)) {
            await().atMost(LARGE).untilAsserted(() -> {
                assertThat(program.isAlive()).as(program.output()).isTrue();
                assertThat(folder).isDirectory();
            });
        }
    }

    @Test
    void killedInTheMiddleItLosesAndDoublesNothingAndServesHealthAndMetrics() throws Exception {
        int management = BridgeApplication.freePort();
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().start();
                JmsBroker broker = new JmsBroker(directory.resolve("broker"));
                Connection connection = new ActiveMQConnectionFactory(broker.url()).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Map<String, String> properties = properties(simulator, broker, management);
            Customer lena = simulator.customer("491701234567", "Lena");
            List<String> events = new ArrayList<>();

            try (BridgeProcess first = new BridgeProcess(directory, properties)) {
                awaitUp(first, management);
                assertThat(get(management, "/observe/metrics")).contains("whatsapp360_");
                lena.says("L0");
                receive(session, "events", events, 1);
                for (int i = 1; i < MANY; i++) {
                    lena.says("L" + i);
                }
                for (int i = 1; i < COMMANDS; i++) {
                    command(session, "C" + i);
                }
                await().atMost(LIMIT).until(() -> lena.received().size() >= 5);
                first.kill();
            }
            try (BridgeProcess second = new BridgeProcess(directory, properties)) {
                awaitUp(second, management);
                receive(session, "events", events, MANY);
                command(session, "end");
                await().atMost(LIMIT).until(() -> texts(lena).contains("end"));
            }

            assertThat(events)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, MANY).mapToObj(i -> "L" + i).toList());
            List<String> atFirst = acknowledgedAtFirst(simulator);
            assertThat(events.stream().filter(atFirst::contains)).containsExactlyElementsOf(atFirst);
            List<String> unknown = new ArrayList<>();
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("commands.unknown"))) {
                for (Message message = consumer.receive(500); message != null; message = consumer.receive(500)) {
                    unknown.add(text(message));
                }
            }
            assertThat(unknown).hasSizeLessThanOrEqualTo(1);
            assertThat(texts(lena)).doesNotHaveDuplicates().endsWith("end");
            List<String> all = new ArrayList<>(texts(lena));
            unknown.stream().filter(one -> !all.contains(one)).forEach(all::add);
            assertThat(all)
                    .hasSize(COMMANDS)
                    .containsAll(
                            IntStream.range(1, COMMANDS).mapToObj(i -> "C" + i).toList());
        }
    }

    @Test
    void aHundredMegabytesGoToAFileAndFromThatFileToWhatsappInASmallHeap() throws Exception {
        byte[] content = new byte[100 << 20];
        new Random(100).nextBytes(content);
        int management = BridgeApplication.freePort();
        Map<String, String> properties = new HashMap<>();
        Path outbox = directory.resolve("outbox");
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start().turn(Switch.LIMITS, false)) {
            properties.putAll(BridgeApplication.settings(
                    simulator.baseUrl(), BridgeApplication.freePort(), directory.resolve("inbox")));
            properties.put("camel.management.port", String.valueOf(management));
            bridge(properties, "received", "whatsapp360-to-files", directory.resolve("received"));
            bridge(properties, "outbox", "files-to-whatsapp360", outbox);
            Customer lena = simulator.customer("491701234567", "Lena");
            try (BridgeProcess program = new BridgeProcess(directory, properties, "-Xmx64m")) {
                awaitUp(program, management);
                lena.sendsDocument(content, "application/pdf", "large.pdf", "");

                Path folder = directory.resolve("received/491701234567");
                await().atMost(LARGE)
                        .ignoreExceptions()
                        .until(() -> large(folder).size() == 1);
                Path received = large(folder).get(0);
                assertThat(Files.mismatch(received, Files.write(directory.resolve("large.pdf"), content)))
                        .isEqualTo(-1);
                Files.createDirectories(outbox.resolve("491701234567"));
                Files.move(received, outbox.resolve("491701234567/large.pdf"));
                ReceivedMessage got = lena.awaitReceived(1, LARGE).get(0);

                assertThat(BridgeApplication.file(simulator, got)).isEqualTo(content);
            }
        }
    }

    private static void bridge(Map<String, String> properties, String id, String template, Path folder) {
        properties.put("camel.routeTemplate[" + id + "].template-id", template);
        properties.put("camel.routeTemplate[" + id + "].account", "support");
        properties.put("camel.routeTemplate[" + id + "].folder", folder.toString());
    }

    private static List<Path> large(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*-large\\.pdf"))
                    .toList();
        }
    }

    private Map<String, String> properties(Whatsapp360Simulator simulator, JmsBroker broker, int management)
            throws IOException {
        Map<String, String> properties = new HashMap<>(BridgeApplication.settings(
                simulator.baseUrl(), BridgeApplication.freePort(), directory.resolve("inbox")));
        properties.put("camel.management.port", String.valueOf(management));
        properties.put("camel.routeTemplate[0].template-id", "whatsapp360-to-jms");
        properties.put("camel.routeTemplate[0].account", "support");
        properties.put("camel.routeTemplate[0].broker", broker.url());
        properties.put("camel.routeTemplate[0].queue", "events");
        properties.put("camel.routeTemplate[0].events", "message");
        properties.put("camel.routeTemplate[1].template-id", "jms-to-whatsapp360");
        properties.put("camel.routeTemplate[1].account", "support");
        properties.put("camel.routeTemplate[1].broker", broker.url());
        properties.put("camel.routeTemplate[1].queue", "commands");
        return properties;
    }

    private static void awaitUp(BridgeProcess program, int management) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(program.isAlive()).as(program.output()).isTrue();
            assertThat(get(management, "/observe/health")).as(program.output()).contains("\"status\":\"UP\"");
        });
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static void command(Session session, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue("commands"))) {
            producer.send(session.createTextMessage(
                    "{\"to\":\"491701234567\",\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}}"));
        }
    }

    private static void receive(Session session, String queue, List<String> received, int count) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            while (received.size() < count) {
                Message message = consumer.receive(LIMIT.toMillis());
                assertThat(message).as("after %s", received).isNotNull();
                received.add(text(message));
            }
        }
    }

    /**
     * The texts of the deliveries that were acknowledged at once. Those that met the kill are repeated by WhatsApp,
     * each after a pause of its own, and overtake each other on the way.
     */
    private static List<String> acknowledgedAtFirst(Whatsapp360Simulator simulator) {
        return simulator.deliveries().stream()
                .filter(delivery -> delivery.attempts() == 1 && delivery.body().contains("\"messages\":["))
                .map(delivery -> text(delivery.body()))
                .toList();
    }

    private static String text(Message message) throws JMSException {
        return text(message.getBody(String.class));
    }

    private static String text(String json) {
        return json.replaceAll(".*\"body\":\"(\\w+)\".*", "$1");
    }

    private static List<String> texts(Customer customer) {
        return customer.received().stream().map(ReceivedMessage::text).toList();
    }
}
