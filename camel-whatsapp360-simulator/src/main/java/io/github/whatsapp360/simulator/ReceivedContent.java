/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.MediaStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the files and the choices of a message of the business. Confined to the event loop. */
record ReceivedContent(ChatMessage message, MediaStore media) {

    private static final List<String> FILES = List.of("image", "video", "audio", "document", "sticker");

    /** Of the message itself, of its header and of its cards, in this order. */
    List<ReceivedFile> files() {
        List<ReceivedFile> files = new ArrayList<>();
        collect(message.json(), files);
        return List.copyOf(files);
    }

    private void collect(JsonNode node, List<ReceivedFile> files) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            if (FILES.contains(member.getKey()) && (value.hasNonNull("id") || value.hasNonNull("link"))) {
                files.add(file(member.getKey(), value));
            } else {
                collect(value, files);
            }
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, files));
        }
    }

    private ReceivedFile file(String kind, JsonNode value) {
        Optional<Media> uploaded = media.find(value.path("id").asText());
        return new ReceivedFile(
                kind,
                uploaded.map(Media::mimeType).orElse(""),
                value.path("filename").asText(uploaded.map(Media::fileName).orElse("")),
                value.path("link").asText(""),
                uploaded.map(found -> found.content().getBytes()).orElseGet(() -> new byte[0]));
    }

    /** The titles of reply buttons, list rows, and quick replies of a template, in this order. */
    List<String> choices() {
        List<String> titles = new ArrayList<>();
        JsonNode action = message.json().path("interactive").path("action");
        action.path("buttons").forEach(button -> add(button.path("reply").path("title"), titles));
        action.path("sections").forEach(section -> section.path("rows").forEach(row -> add(row.path("title"), titles)));
        action.path("cards").forEach(card -> card.path("action")
                .path("buttons")
                .forEach(button -> add(button.path("quick_reply").path("title"), titles)));
        ObjectNode shown = message.shown();
        if (shown != null) {
            quickReplies(shown, titles);
            shown.path("cards").forEach(card -> quickReplies(card, titles));
        }
        return List.copyOf(titles);
    }

    private static void quickReplies(JsonNode part, List<String> titles) {
        for (JsonNode button : part.path("buttons")) {
            if (button.path("type").asText().equals("QUICK_REPLY")) {
                add(button.path("text"), titles);
            }
        }
    }

    private static void add(JsonNode title, List<String> titles) {
        if (title.isTextual()) {
            titles.add(title.textValue());
        }
    }
}
