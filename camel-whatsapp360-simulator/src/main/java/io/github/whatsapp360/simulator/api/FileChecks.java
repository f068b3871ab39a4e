/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.World;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the files that a message names: an unknown id is refused at once, a file of the wrong kind or a dead link
 * fails later. Confined to the event loop.
 */
final class FileChecks {

    private static final List<String> FILES = List.of("image", "video", "audio", "document", "sticker");
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "image", List.of("image/jpeg", "image/png"),
            "video", List.of("video/mp4", "video/3gpp"),
            "audio", List.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"),
            "sticker", List.of("image/webp"));

    private final World world;

    FileChecks(World world) {
        this.world = world;
    }

    /** Refuses the id of a file that does not exist, anywhere in the content. */
    void requireKnown(ObjectNode message, String type) {
        JsonNode content = message.path(type);
        if (FILES.contains(type) && content.hasNonNull("id")) {
            require(type, content);
        }
        walk(content);
    }

    private void walk(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (FILES.contains(member.getKey()) && member.getValue().hasNonNull("id")) {
                require(member.getKey(), member.getValue());
            }
            walk(member.getValue());
        }
        if (node.isArray()) {
            node.forEach(this::walk);
        }
    }

    private Media require(String kind, JsonNode file) {
        return world.media()
                .find(file.path("id").asText())
                .orElseThrow(() -> new Refusal(
                        100, "Param " + kind + "['id'] is not a valid whatsapp business account media attachment ID"));
    }

    /** Why a message of this type will fail for its file, or null; a link to a host in {@code .invalid} is dead. */
    @Nullable
    Problem doom(ObjectNode message, String type) {
        JsonNode file = message.path(type);
        if (file.hasNonNull("link")) {
            String host = URI.create(file.path("link").asText()).getHost();
            return host != null && host.endsWith(".invalid")
                    ? Problem.of(131053, "Downloading media from weblink failed with http code 404")
                    : null;
        }
        List<String> allowed = ALLOWED.get(type);
        if (allowed == null || !file.hasNonNull("id")) {
            return null;
        }
        Media media = require(type, file);
        String mime = media.mimeType().replaceAll(";.*", "").strip();
        return allowed.contains(mime)
                ? null
                : Problem.of(131053, "Unsupported " + type + " mime type " + mime + ". Please use one of " + allowed);
    }
}
