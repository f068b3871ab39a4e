/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.WebhookDelivery;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.apache.camel.main.Main;

/** An application that is nothing but properties, with a simulated 360dialog and a customer. */
public final class BridgeApplication implements AutoCloseable {

    public static final Duration LIMIT = Duration.ofMinutes(2);

    /**
     * What has been broken by somebody's charset before: umlauts, emoji of several code points, right-to-left, quotes,
     * lines.
     */
    public static final String EVERY_SCRIPT =
            "Grüße 👩‍👩‍👧 👍🏽 مرحبا بالعالم שלום \u202Eabc\u202C 你好 \"quoted\" \\ back\nsecond line\ttab €";

    private static final Pattern MEDIA = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Pattern URL = Pattern.compile("\"url\":\"https://[^/]+([^\"]+)\"");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public final Whatsapp360Simulator simulator;
    public final Customer lena;
    public final Main main;
    private final boolean isFirst;

    /** An application without bridges yet. */
    public BridgeApplication() throws IOException {
        this(Whatsapp360Simulator.builder().start(), true);
    }

    private BridgeApplication(Whatsapp360Simulator simulator, boolean isFirst) throws IOException {
        this.simulator = simulator;
        this.isFirst = isFirst;
        lena = simulator.customer("491701234567", "Lena 🌻 لينا");
        main = new Main();
        main.setPropertyPlaceholderLocations("classpath:no.properties;optional=true");
        settings(simulator.baseUrl(), freePort(), newInbox()).forEach(main::addOverrideProperty);
    }

    /** Another program with the same simulated 360dialog, which only sends. */
    public BridgeApplication another() throws IOException {
        return new BridgeApplication(simulator, false).with("camel.component.whatsapp360.register-webhook", "false");
    }

    /** The settings of an application that receives on this port of the loopback. */
    public static Map<String, String> settings(String simulator, int port, Path inbox) {
        return Map.of(
                "camel.main.startup-summary-level", "off",
                "camel.main.shutdown-timeout", "5",
                "camel.server.enabled", "true",
                "camel.server.host", "127.0.0.1",
                "camel.server.port", String.valueOf(port),
                "camel.component.whatsapp360.base-url", simulator,
                "camel.component.whatsapp360.api-key", "simulator-key",
                "camel.component.whatsapp360.register-webhook", "true",
                "camel.component.whatsapp360.webhook-url", "http://127.0.0.1:" + port + "/whatsapp360/support",
                "camel.component.whatsapp360.inbox-directory", inbox.toString());
    }

    /** A new directory for an inbox. */
    public static Path newInbox() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target", "inboxes")), "inbox");
    }

    /** A port of the loopback that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One more line of the properties. */
    public BridgeApplication with(String property, Object value) {
        main.addOverrideProperty(property, value.toString());
        return this;
    }

    /** Lines of a bridge: the template, and names of parameters each followed by its value. */
    public BridgeApplication bridge(String id, String template, Object... parameters) {
        with("camel.routeTemplate[" + id + "].template-id", template);
        for (int i = 0; i < parameters.length; i += 2) {
            with("camel.routeTemplate[" + id + "]." + parameters[i], parameters[i + 1]);
        }
        return this;
    }

    /** Starts it. */
    public BridgeApplication start() {
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
    public WebhookDelivery deliveryOf(String messageId) {
        return simulator.deliveries().stream()
                .filter(delivery -> delivery.body().contains("\"messages\":["))
                .filter(delivery -> delivery.body().contains(messageId))
                .findFirst()
                .orElseThrow();
    }

    /** The JSON of a customer's message, byte by byte as it was delivered. */
    public String elementOf(String messageId) {
        String body = deliveryOf(messageId).body();
        int begin = body.indexOf("\"messages\":[") + "\"messages\":[".length();
        return body.substring(begin, body.lastIndexOf("]},\"field\""));
    }

    /** What this customer has got, as soon as it is so much. */
    public static List<String> texts(Customer customer, int count) {
        return customer.awaitReceived(count, LIMIT).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    @Override
    public void close() {
        main.stop();
        if (isFirst) {
            simulator.close();
        }
    }
}
