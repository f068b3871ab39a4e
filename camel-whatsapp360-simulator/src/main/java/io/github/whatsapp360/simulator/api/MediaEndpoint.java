/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Upload, lookup, download and deletion of files. The URL of a lookup points to Meta's host, as in reality; it is
 * served here under the same path and query, for five minutes. Twenty failed lookups of a number within an hour
 * block its lookups for half an hour. Confined to the event loop.
 */
public final class MediaEndpoint {

    private static final String HOST = "https://lookaside.fbsbx.com";
    private static final Duration URL_LIFE = Duration.ofMinutes(5);
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final Duration BLOCK = Duration.ofMinutes(30);
    private static final int MAXIMUM_FAILURES = 20;

    /** The failed lookups of one number. */
    private static final class FailedLookups {
        private final Deque<Instant> failures = new ArrayDeque<>();
        private Instant blockedUntil = Instant.EPOCH;

        void add(Instant now) {
            failures.addLast(now);
            failures.removeIf(failure -> failure.isBefore(now.minus(MEMORY)));
            if (failures.size() >= MAXIMUM_FAILURES) {
                blockedUntil = now.plus(BLOCK);
                failures.clear();
            }
        }
    }

    private final World world;
    private final Map<Channel, FailedLookups> failed = new HashMap<>();

    MediaEndpoint(World world) {
        this.world = world;
    }

    Answer upload(Call call) {
        Map<String, Multipart.Part> parts = Multipart.read(call.header("content-type"), call.body());
        Multipart.Part product = parts.get("messaging_product");
        if (product == null || !product.text().equals("whatsapp")) {
            throw new Refusal(100, "The parameter messaging_product is required.");
        }
        Multipart.Part file = parts.get("file");
        if (file == null || file.fileName().isEmpty()) {
            throw new Refusal(100, "The parameter file is required.");
        }
        Multipart.Part type = parts.get("type");
        String mime = type == null ? file.contentType() : type.text();
        if (!mime.matches("[\\w.+-]+/[\\w.+-]+(;.*)?") || mime.startsWith("application/octet-stream")) {
            throw new Refusal(100, "Param file must be a file with one of the supported types - got \"" + mime + "\".");
        }
        if (file.content().length() == 0) {
            throw new Refusal(131053, "The file is empty.");
        }
        if (file.content().length() > limit(mime)) {
            throw new Refusal(
                    131053, "The file is larger than the " + limit(mime) + " bytes allowed for " + mime + ".");
        }
        Media media = world.media().upload(mime, file.fileName(), file.content());
        return Answer.json(Json.object().put("id", media.id()));
    }

    /** The largest size of a file of this type, in bytes. */
    static long limit(String mime) {
        String kind = mime.toLowerCase(Locale.ROOT);
        if (kind.startsWith("image/webp")) {
            return 500 << 10;
        }
        if (kind.startsWith("image/")) {
            return 5 << 20;
        }
        return kind.startsWith("video/") || kind.startsWith("audio/") ? 16 << 20 : 100 << 20;
    }

    Answer lookUp(Call call) {
        Instant now = world.now();
        FailedLookups lookups = failed.computeIfAbsent(call.channel(), first -> new FailedLookups());
        boolean limited = world.on(Switch.LIMITS);
        if (limited && now.isBefore(lookups.blockedUntil)) {
            return blocked();
        }
        Media media = world.media().find(call.part("id")).orElse(null);
        if (media == null) {
            if (limited) {
                lookups.add(now);
            }
            throw unknown();
        }
        long expires = now.plus(URL_LIFE).getEpochSecond();
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        answer.put("url", HOST + path(media, expires));
        answer.put("mime_type", media.mimeType()).put("sha256", media.sha256Hex());
        return Answer.json(answer.put("file_size", media.content().length()).put("id", media.id()));
    }

    /** The URL under which an event names a file, at Meta's host. */
    public static String url(Media media, Instant now) {
        return HOST + path(media, now.plus(URL_LIFE).getEpochSecond());
    }

    private static String path(Media media, long expires) {
        String hash = hash(media.id(), Long.toString(expires));
        return "/whatsapp_business/attachments/?mid=" + media.id() + "&ext=" + expires + "&hash=" + hash;
    }

    private static String hash(String id, String expires) {
        return UUID.nameUUIDFromBytes((id + "/" + expires).getBytes(StandardCharsets.US_ASCII))
                .toString()
                .replace("-", "");
    }

    Answer download(Call call) {
        String id = call.parameter("mid");
        String expires = call.parameter("ext");
        boolean valid = expires.matches("[0-9]{1,12}")
                && hash(id, expires).equals(call.parameter("hash"))
                && world.now().getEpochSecond() < Long.parseLong(expires);
        return world.media()
                .find(id)
                .filter(media -> valid)
                .map(media -> Answer.file(media.safeMimeType(), media.content()).part(call.header("range")))
                .orElseGet(() -> Answer.proxyError(404, "Media not found or URL expired"));
    }

    Answer delete(Call call) {
        if (!world.media().remove(call.part("id"))) {
            throw unknown();
        }
        return Answer.success();
    }

    private static Refusal unknown() {
        return new Refusal(Problem.of(
                        100,
                        "Unsupported request. Object with this ID does not exist, cannot be loaded due to "
                                + "missing permissions, or does not support this operation.")
                .withSubcode(33));
    }

    private static Answer blocked() {
        Problem problem =
                Problem.of(4, "You have exceeded the endpoint rate limit").withHttp(400);
        return Answer.problem(problem, ErrorShape.META, "media");
    }

    void reset() {
        failed.clear();
    }
}
