/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a person would read of a message. Thread-safe. */
final class ReadableText {

    private ReadableText() {}

    static String of(ObjectNode message, @Nullable ObjectNode shown) {
        String type = message.path("type").asText("text");
        JsonNode payload = message.path(type);
        return switch (type) {
            case "text" -> payload.path("body").asText();
            case "image", "video", "audio", "voice", "sticker" ->
                payload.path("caption").asText();
            case "document" -> first(payload, "caption", "filename");
            case "location" -> first(payload, "name", "address");
            case "contacts" ->
                payload.path(0).path("name").path("formatted_name").asText();
            case "button" -> payload.path("text").asText();
            case "reaction" -> payload.path("emoji").asText();
            case "order" -> payload.path("text").asText();
            case "system" -> payload.path("body").asText();
            case "interactive" -> interactive(payload);
            case "template" -> shown == null ? payload.path("name").asText() : template(shown);
            default -> "";
        };
    }

    private static String interactive(JsonNode payload) {
        JsonNode reply = payload.path(payload.path("type").asText());
        if (reply.has("title")) {
            return reply.path("title").asText();
        }
        if (reply.has("body")) {
            return reply.path("body").asText();
        }
        return lines(
                payload.path("header").path("text"),
                payload.path("body").path("text"),
                payload.path("footer").path("text"));
    }

    private static String template(ObjectNode shown) {
        return lines(shown.path("header").path("text"), shown.path("body"), shown.path("footer"));
    }

    private static String first(JsonNode payload, String one, String other) {
        return Objects.requireNonNull(
                payload.path(one).asText(payload.path(other).asText("")));
    }

    private static String lines(JsonNode... parts) {
        StringJoiner text = new StringJoiner("\n");
        for (JsonNode part : parts) {
            if (!part.asText().isEmpty()) {
                text.add(part.asText());
            }
        }
        return text.toString();
    }
}
