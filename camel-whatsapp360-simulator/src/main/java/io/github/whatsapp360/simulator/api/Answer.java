/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to a call. Thread-safe, but for the body, which nobody may change.
 *
 * @param status the HTTP status
 * @param headers apart from the content length
 * @param body may be empty
 */
public record Answer(int status, Map<String, String> headers, Buffer body) {

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /** 200 with JSON. */
    public static Answer json(JsonNode tree) {
        return json(200, tree);
    }

    /** JSON. */
    public static Answer json(int status, JsonNode tree) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Buffer.buffer(Json.bytes(tree)));
    }

    /** {@code {"success":true}}. */
    public static Answer success() {
        return json(Json.object().put("success", true));
    }

    /** 360dialog's own error: {@code {"error":"text"}}. */
    public static Answer proxyError(int status, String text) {
        return json(status, Json.object().put("error", text));
    }

    /** A problem in one of the shapes. */
    public static Answer problem(Problem problem, ErrorShape shape, String traceId) {
        return new Answer(
                problem.http(),
                Map.of("Content-Type", shape.contentType()),
                Buffer.buffer(shape.body(problem, traceId)));
    }

    /** A file, which no browser runs: its type is not guessed, and it has no rights of the page's origin. */
    public static Answer file(String contentType, Buffer bytes) {
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        contentType,
                        "X-Content-Type-Options",
                        "nosniff",
                        "Content-Security-Policy",
                        "sandbox; default-src 'none'"),
                bytes);
    }

    /**
     * The part that a {@code Range} asks for, with status 206; 416 when there is no such part. The whole when it asks
     * for several, or is not understood.
     */
    public Answer part(String range) {
        Matcher asked = RANGE.matcher(range);
        Answer whole = with("Accept-Ranges", "bytes");
        if (!asked.matches() || (asked.group(1) + asked.group(2)).isEmpty()) {
            return whole;
        }
        long size = body.length();
        long first = asked.group(1).isEmpty()
                ? Math.max(0, size - Long.parseLong(asked.group(2)))
                : Long.parseLong(asked.group(1));
        long last = asked.group(1).isEmpty() || asked.group(2).isEmpty()
                ? size - 1
                : Math.min(size - 1, Long.parseLong(asked.group(2)));
        if (first >= size) {
            return new Answer(416, whole.headers, Buffer.buffer()).with("Content-Range", "bytes */" + size);
        }
        if (last < first) {
            return whole;
        }
        return new Answer(206, whole.headers, body.slice((int) first, (int) last + 1))
                .with("Content-Range", "bytes " + first + "-" + last + "/" + size);
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, Map.copyOf(more), body);
    }
}
