/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API. Thread-safe, but for the body, which nobody may change.
 *
 * @param method upper case
 * @param path without query
 * @param query the query as it came, without the question mark; may be empty
 * @param parameters the decoded parameters of the query
 * @param headers by their lower-case names
 * @param body as it came
 * @param named what stood in the path where the route has a name in braces
 * @param key the number to which the key belongs, or null before the key is checked
 * @param doom the failure that is ordered for a message that is accepted, or null
 */
public record Call(
        String method,
        String path,
        String query,
        Map<String, String> parameters,
        Map<String, String> headers,
        Buffer body,
        Map<String, String> named,
        @Nullable Channel key,
        @Nullable Problem doom) {

    /** The number to which the key belongs. */
    public Channel channel() {
        if (key == null) {
            throw new IllegalStateException("Expected a call whose key was checked, Actual none");
        }
        return key;
    }

    /** The part of the path with this name in the route. */
    public String part(String name) {
        return named.getOrDefault(name, "");
    }

    /** A parameter of the query; empty when absent. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A header; empty when absent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** The body as a JSON object, or a refusal with code 100. */
    public ObjectNode json() {
        return Json.readObject(body.getBytes())
                .orElseThrow(() -> new Refusal(100, "The request body is not a valid JSON object."));
    }

    /** The body as text. */
    public String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The same call with what the route has shown. */
    public Call with(Map<String, String> parts) {
        return new Call(method, path, query, parameters, headers, body, parts, key, doom);
    }

    /** The same call with what the key and the ordered faults have shown. */
    Call with(Channel channel, @Nullable Problem ordered) {
        return new Call(method, path, query, parameters, headers, body, named, channel, ordered);
    }
}
