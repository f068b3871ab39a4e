package io.github.whatsapp360.example;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.WebhookDelivery;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * One bridge as an application, with a simulated 360dialog and a customer: the routes of a file in {@code routes} or of a class,
 * and the settings of the properties beside that file.
 */
final class Bridge implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(30);

    /** What has been broken by somebody's charset before: umlauts, emoji of several code points, right-to-left, quotes, lines. */
    static final String EVERY_SCRIPT =
            "Grüße 👩‍👩‍👧 👍🏽 مرحبا بالعالم שלום \u202Eabc\u202C 你好 \"quoted\" \\ back\nsecond line\ttab €";

    final Whatsapp360Simulator simulator;
    final Main main = new Main();
    private final String name;

    /** A bridge whose file is {@code routes/<name>.yaml}. */
    Bridge(String name) throws IOException {
        this(name, new SimulatorClock());
    }

    /** The same, where simulator and application go by this clock. */
    Bridge(String name, SimulatorClock clock) throws IOException {
        this.name = name;
        simulator = Whatsapp360Simulator.builder().clock(clock).start();
        main.bind("clock", clock);
        Path inbox = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bridges")), name);
        int port = Demo.freePort(0);
        main.setPropertyPlaceholderLocations("classpath:routes/" + name + ".properties;optional=true");
        with("camel.main.startup-summary-level", "off");
        with("camel.main.shutdown-timeout", "5");
        with("camel.server.enabled", "true");
        with("camel.server.host", "127.0.0.1");
        with("camel.server.port", String.valueOf(port));
        with("camel.component.whatsapp360.base-url", simulator.baseUrl());
        with("camel.component.whatsapp360.api-key", simulator.apiKey());
        with("camel.component.whatsapp360.register-webhook", "true");
        with("camel.component.whatsapp360.webhook-url", "http://127.0.0.1:" + port + "/whatsapp360/support");
        with("camel.component.whatsapp360.inbox-directory", inbox.toString());
    }

    /** A setting of this run. */
    Bridge with(String property, String value) {
        main.addOverrideProperty(property, value);
        return this;
    }

    /** Starts the routes of the file, or those of the class. */
    Bridge start(Form form, @Nullable RoutesBuilder java) throws Exception {
        if (form == Form.YAML) {
            with("camel.main.routes-include-pattern", "classpath:routes/" + name + ".yaml");
        } else {
            main.configure().addRoutesBuilder(java);
        }
        main.start();
        return this;
    }

    /** The delivery that brought a customer's message. */
    WebhookDelivery deliveryOf(String messageId) {
        return simulator.deliveries().stream()
                .filter(delivery -> delivery.body().contains("\"messages\":["))
                .filter(delivery -> delivery.body().contains(messageId))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the delivery of a customer's message was answered so. */
    void awaitAnswer(String messageId, int status) {
        simulator.awaitDeliveries(
                all -> all.stream()
                        .anyMatch(delivery -> delivery.lastStatus() == status
                                && delivery.body().contains("\"messages\":[")
                                && delivery.body().contains(messageId)),
                LIMIT);
    }

    /** The JSON of a customer's message, byte by byte as it was delivered. */
    String elementOf(String messageId) {
        String body = deliveryOf(messageId).body();
        int begin = body.indexOf("\"messages\":[") + "\"messages\":[".length();
        return body.substring(begin, body.lastIndexOf("]},\"field\""));
    }

    /** Delivers a customer's message once more. */
    void redeliver(String messageId) {
        simulator.redeliver(deliveryOf(messageId).id());
    }

    /** What this customer has got, as soon as it is so much. */
    static List<String> texts(Customer customer, int count) {
        return customer.awaitReceived(count, LIMIT).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    @Override
    public void close() {
        main.stop();
        simulator.close();
    }
}
