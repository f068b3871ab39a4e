/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.WebhookDelivery;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;

/**
 * One bridge as an application, with a simulated 360dialog and a customer: the routes of files in {@code routes} or of
 * classes, and the settings of the properties beside those files.
 */
public final class Bridge implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * What has been broken by somebody's charset before: umlauts, emoji of several code points, right-to-left, quotes,
     * lines.
     */
    static final String EVERY_SCRIPT =
            "Grüße 👩‍👩‍👧 👍🏽 مرحبا بالعالم שלום \u202Eabc\u202C 你好 \"quoted\" \\ back\nsecond line\ttab €";

    private static final Pattern MEDIA = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"https://[^/]+([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public final Whatsapp360Simulator simulator;
    public final Customer lena;
    final Main main;
    private final List<String> names;

    /** A bridge whose files are {@code routes/<name>.yaml}. */
    public Bridge(String... names) throws IOException {
        this(new SimulatorClock(), names);
    }

    /** The same, where simulator and application go by this clock. */
    Bridge(SimulatorClock clock, String... names) throws IOException {
        this.names = List.of(names);
        simulator = Whatsapp360Simulator.builder().clock(clock).start();
        lena = simulator.customer("491701234567", "Lena 🌻 لينا");
        Path inbox = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bridges")), names[0]);
        main = application(simulator.baseUrl(), inbox);
        main.bind("clock", clock);
        main.setPropertyPlaceholderLocations(this.names.stream()
                .map(name -> "classpath:routes/" + name + ".properties;optional=true")
                .collect(Collectors.joining(",")));
    }

    /** An application without routes yet, whose 360dialog is this simulator. */
    public static Main application(String simulator, Path inbox) throws IOException {
        int port = Demo.freePort(0);
        Main main = new Main();
        main.setPropertyPlaceholderLocations("classpath:no.properties;optional=true");
        main.addOverrideProperty("camel.main.startup-summary-level", "off");
        main.addOverrideProperty("camel.main.shutdown-timeout", "5");
        main.addOverrideProperty("camel.server.enabled", "true");
        main.addOverrideProperty("camel.server.host", "127.0.0.1");
        main.addOverrideProperty("camel.server.port", String.valueOf(port));
        main.addOverrideProperty("camel.component.whatsapp360.base-url", simulator);
        main.addOverrideProperty("camel.component.whatsapp360.api-key", "simulator-key");
        main.addOverrideProperty("camel.component.whatsapp360.register-webhook", "true");
        main.addOverrideProperty(
                "camel.component.whatsapp360.webhook-url", "http://127.0.0.1:" + port + "/whatsapp360/support");
        main.addOverrideProperty("camel.component.whatsapp360.inbox-directory", inbox.toString());
        return main;
    }

    /** A setting of this run. */
    public Bridge with(String property, String value) {
        main.addOverrideProperty(property, value);
        return this;
    }

    /** Settings of this run. */
    public Bridge with(Map<String, String> properties) {
        properties.forEach(main::addOverrideProperty);
        return this;
    }

    /** Starts the routes of the files, or those of the classes. */
    public Bridge start(Form form, RoutesBuilder... java) throws Exception {
        if (form == Form.YAML) {
            with(
                    "camel.main.routes-include-pattern",
                    names.stream()
                            .map(name -> "classpath:routes/" + name + ".yaml")
                            .collect(Collectors.joining(",")));
        } else {
            List.of(java).forEach(main.configure()::addRoutesBuilder);
        }
        main.start();
        return this;
    }

    /** The bytes of a file that a customer has got. */
    public byte[] file(ReceivedMessage message) throws Exception {
        return file(simulator, message);
    }

    /** The bytes of a file that a customer of this simulator has got. */
    public static byte[] file(Whatsapp360Simulator simulator, ReceivedMessage message) throws Exception {
        Matcher id = MEDIA.matcher(message.raw());
        if (!id.find()) {
            throw new AssertionError("A " + message.type() + " without a file");
        }
        Matcher url = URL.matcher(new String(get(simulator, "/" + id.group(1)), StandardCharsets.UTF_8));
        if (!url.find()) {
            throw new AssertionError("A file without a URL");
        }
        return get(simulator, url.group(1));
    }

    private static byte[] get(Whatsapp360Simulator simulator, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("D360-API-KEY", simulator.apiKey())
                .build();
        return HTTP.send(request, BodyHandlers.ofByteArray()).body();
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
