/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.Map;

/**
 * A request that the API has seen, and what it answered. Thread-safe.
 *
 * @param number counts the requests of a simulator from 1
 * @param at when it was read, by the simulator's clock
 * @param method upper case
 * @param path with the query
 * @param headers by their lower-case names
 * @param body as UTF-8; of a text larger than a megabyte only the beginning, and of what is no text the type and size,
 *     for example {@code (image/png, 1000 bytes)}; so of each part of a form
 * @param status of the answer; 0 when a fault left the request without one
 * @param answer the body of the answer, likewise
 */
public record ApiRequest(
        long number,
        Instant at,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        String answer) {

    /** For the page and the control API. */
    public ObjectNode view() {
        ObjectNode view = Json.object()
                .put("number", number)
                .put("at", at.toEpochMilli())
                .put("method", method)
                .put("path", path)
                .put("body", body)
                .put("status", status)
                .put("answer", answer);
        ObjectNode shown = view.putObject("headers");
        headers.forEach(shown::put);
        return view;
    }
}
