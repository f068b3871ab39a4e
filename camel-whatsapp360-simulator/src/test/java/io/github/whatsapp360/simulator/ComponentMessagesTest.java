/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every request that the component's own tests know is taken here, once the files, templates, people and groups that it
 * names exist.
 */
class ComponentMessagesTest {

    private static final Path FIXTURES =
            Path.of("..", "camel-whatsapp360-component", "src", "test", "resources", "fixtures", "outbound");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "Y2FwaV9ncm91cDoxMjM0NTY";

    /** What WhatsApp itself does not take: a type of tomorrow. */
    private static final String OF_TOMORROW = "raw.json";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private int templates;

    @Test
    void theSimulatorTakesWhatTheComponentSends() throws Exception {
        if (!Files.isDirectory(FIXTURES)) {
            System.err.println("Not tested: the component's messages, for the component is not beside the simulator");
        }
        assumeTrue(Files.isDirectory(FIXTURES), "no component beside the simulator");
        simulator.turn(Switch.LIMITS, false);
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.saysInGroup(GROUP, "Team", "Hello all");
        Business business = new Business(simulator);
        Map<String, String> known =
                Map.of("wamid.HBgMNDkxNzAxMjM0NTY3", lena.says("Hello"), "DE.13491208655302741918", lena.userId());

        Map<String, String> refused = new TreeMap<>();
        int taken = 0;
        try (Stream<Path> files = Files.list(FIXTURES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                Business.Reply reply = business.post("/messages", prepare(business, Files.readString(file), known));
                if (reply.status() == 200) {
                    taken++;
                } else {
                    refused.put(file.getFileName().toString(), reply.body());
                }
            }
        }

        assertThat(refused).containsOnlyKeys(OF_TOMORROW);
        assertThat(taken).isGreaterThan(60);
    }

    private String prepare(Business business, String text, Map<String, String> known)
            throws IOException, InterruptedException {
        String replaced = text;
        for (Map.Entry<String, String> each : known.entrySet()) {
            replaced = replaced.replace(each.getKey(), each.getValue());
        }
        ObjectNode message = (ObjectNode) JSON.readTree(replaced);
        upload(business, message, "");
        if (message.path("template") instanceof ObjectNode template) {
            // Its own name for each, since one name stands for many definitions in the fixtures.
            template.put("name", template.path("name").asText() + "_" + ++templates);
            simulator.addTemplate(definition(template).toString());
        }
        return message.toString();
    }

    /** Puts the id of an uploaded file of the right kind in place of each media id. */
    private static void upload(Business business, JsonNode node, String name) throws InterruptedException {
        String type = Map.of(
                        "image",
                        "image/jpeg",
                        "video",
                        "video/mp4",
                        "audio",
                        "audio/ogg",
                        "document",
                        "application/pdf",
                        "sticker",
                        "image/webp",
                        "gif",
                        "video/mp4")
                .get(name);
        if (type != null && node.has("id")) {
            String form = "--b\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: " + type
                    + "\r\n\r\nx\r\n--b--\r\n";
            HttpRequest.Builder request =
                    business.request("/media").header("Content-Type", "multipart/form-data; boundary=b");
            ((ObjectNode) node)
                    .set(
                            "id",
                            business.send(request.POST(HttpRequest.BodyPublishers.ofString(form))
                                            .build())
                                    .json()
                                    .path("id"));
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            upload(business, member.getValue(), member.getKey());
        }
        for (JsonNode element : node.isArray() ? node : JSON.createArrayNode()) {
            upload(business, element, "");
        }
    }

    /** The template that such a message fits. */
    private static ObjectNode definition(JsonNode template) {
        ObjectNode definition = JSON.createObjectNode()
                .put("name", template.path("name").asText())
                .put("language", template.path("language").path("code").asText());
        boolean named = template.toString().contains("parameter_name");
        definition.put("parameter_format", named ? "NAMED" : "POSITIONAL");
        components(definition.putArray("components"), template.path("components"));
        return definition;
    }

    private static void components(ArrayNode into, JsonNode given) {
        ObjectNode body = into.addObject().put("type", "BODY").put("text", "Nothing to fill in");
        ArrayNode buttons = JSON.createArrayNode();
        for (JsonNode component : given) {
            switch (component.path("type").asText()) {
                case "body" -> body.put("text", variables(component));
                case "header" -> header(into.addObject().put("type", "HEADER"), component);
                case "button" -> button(buttons.addObject(), component);
                case "carousel" -> {
                    ArrayNode cards = into.addObject().put("type", "CAROUSEL").putArray("cards");
                    component
                            .path("cards")
                            .forEach(card ->
                                    components(cards.addObject().putArray("components"), card.path("components")));
                }
                default ->
                    into.addObject().put("type", component.path("type").asText().toUpperCase(Locale.ROOT));
            }
        }
        if (!buttons.isEmpty()) {
            into.addObject().put("type", "BUTTONS").set("buttons", buttons);
        }
    }

    private static String variables(JsonNode component) {
        StringBuilder text = new StringBuilder("Text");
        int count = 0;
        for (JsonNode parameter : component.path("parameters")) {
            count++;
            text.append(" {{")
                    .append(parameter.path("parameter_name").asText("" + count))
                    .append("}}");
        }
        return text.toString();
    }

    private static void header(ObjectNode header, JsonNode component) {
        String kind = component.path("parameters").path(0).path("type").asText();
        header.put("format", kind.toUpperCase(Locale.ROOT));
        if (kind.equals("text")) {
            header.put("text", variables(component));
        }
    }

    private static void button(ObjectNode button, JsonNode component) {
        String kind = component.path("sub_type").asText().toUpperCase(Locale.ROOT);
        button.put("type", kind).put("text", kind);
        if (kind.equals("URL")) {
            button.put("url", "https://shop.example.com/{{1}}");
        }
    }
}
