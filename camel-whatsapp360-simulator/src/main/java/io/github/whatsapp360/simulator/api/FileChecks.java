/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.World;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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

    private static final Map<String, String> ENDINGS = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("webp", "image/webp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("3gp", "video/3gpp"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"),
            Map.entry("aac", "audio/aac"),
            Map.entry("amr", "audio/amr"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("html", "text/html"));
    private static final int MAXIMUM_OGG_HEADER = 512;
    private static final List<String> OTHER_CODECS = List.of("vorbis", "Speex", "FLAC", "theora");

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

    /** Why a message will fail for one of its files, or null. */
    @Nullable
    Problem doom(ObjectNode message, String type) {
        JsonNode content = message.path(type);
        Problem own = FILES.contains(type) ? doom(type, content) : null;
        return own == null ? doomInside(content) : own;
    }

    private @Nullable Problem doomInside(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Problem found = FILES.contains(member.getKey()) ? doom(member.getKey(), member.getValue()) : null;
            found = found == null ? doomInside(member.getValue()) : found;
            if (found != null) {
                return found;
            }
        }
        for (JsonNode element : node.isArray() ? node : Json.array()) {
            Problem found = doomInside(element);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable Problem doom(String kind, JsonNode file) {
        boolean voice = file.path("voice").asBoolean();
        if (file.hasNonNull("link")) {
            return doomOfLink(kind, voice, URI.create(file.path("link").asText()));
        }
        if (!file.hasNonNull("id")) {
            return null;
        }
        Media media = require(kind, file);
        String mime = plain(media.mimeType());
        return mime.equals("audio/ogg") && !isOpus(media)
                ? unsupported(kind, media.mimeType())
                : doom(kind, voice, mime);
    }

    /** Links are not fetched: a host in {@code .invalid} is dead, and the ending of the path tells the type. */
    private static @Nullable Problem doomOfLink(String kind, boolean voice, URI link) {
        String host = link.getHost();
        if (host != null && host.endsWith(".invalid")) {
            return Problem.of(131053, "Downloading media from weblink failed with http code 404");
        }
        String path = String.valueOf(link.getPath()).toLowerCase(Locale.ROOT);
        String mime = ENDINGS.get(path.substring(path.lastIndexOf('.') + 1));
        return mime == null ? null : doom(kind, voice, mime);
    }

    private static @Nullable Problem doom(String kind, boolean voice, String mime) {
        List<String> allowed = voice ? List.of("audio/ogg") : ALLOWED.get(kind);
        return allowed == null || allowed.contains(mime) ? null : unsupported(kind, mime);
    }

    private static Problem unsupported(String kind, String mime) {
        return Problem.of(
                131053,
                "Unsupported " + kind + " mime type " + mime + ". Please use one of " + ALLOWED.get(kind)
                        + "; audio/ogg is taken with the codec Opus only, and nothing else is a voice message.");
    }

    /** Whether an Ogg file may be Opus: one that says itself that it is something else is not. */
    private static boolean isOpus(Media media) {
        String beginning =
                media.content().getString(0, Math.min(media.content().length(), MAXIMUM_OGG_HEADER), "ISO-8859-1");
        return !(beginning.startsWith("OggS") && OTHER_CODECS.stream().anyMatch(beginning::contains))
                && !media.mimeType().toLowerCase(Locale.ROOT).contains("vorbis");
    }

    private static String plain(String mimeType) {
        return mimeType.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
