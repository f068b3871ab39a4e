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

/**
 * The answer to a call. Thread-safe, but for the body, which nobody may change.
 *
 * @param status the HTTP status
 * @param headers apart from the content length
 * @param body may be empty
 */
public record Answer(int status, Map<String, String> headers, Buffer body) {

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

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, Map.copyOf(more), body);
    }
}
