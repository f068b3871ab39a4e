/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.FlowResponse;
import io.github.whatsapp360.flows.internal.FlowJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Converts the reply of a route to an answer. The messages of its exceptions contain no values. Stateless. */
final class FlowReplies {

    private FlowReplies() {}

    /**
     * The answer that an exchange has in its body.
     *
     * @param screens the ids of the screens of the form; empty if they are not known
     * @throws IllegalArgumentException if it is no answer
     */
    static FlowResponse of(Exchange exchange, Set<String> screens) {
        Object body = exchange.getMessage().getBody();
        FlowResponse response = body instanceof FlowResponse ready ? ready : of(members(exchange, body));
        boolean unknown = response.refusal() == null
                && !response.isCompleted()
                && !screens.isEmpty()
                && !screens.contains(response.screen());
        if (unknown) {
            throw new IllegalArgumentException("expected a screen of the Flow JSON or SUCCESS, actual is another one");
        }
        return response;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Exchange exchange, @Nullable Object body) {
        if (body == null || body instanceof FlowRequest) {
            throw new IllegalArgumentException("expected a FlowResponse, a Map or JSON with screen and data, actual is "
                    + (body == null ? "no body" : "the request"));
        }
        if (body instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (body instanceof JsonNode tree && tree.isObject()) {
            return FlowJson.map(tree);
        }
        byte[] json = body instanceof String text
                ? text.getBytes(UTF_8)
                : exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (json == null) {
            throw new IllegalArgumentException(
                    "expected a FlowResponse, a Map or JSON with screen and data, actual is a "
                            + body.getClass().getName());
        }
        return FlowJson.readMap(json);
    }

    private static FlowResponse of(Map<String, Object> members) {
        if (members.get("error_msg") instanceof String message) {
            return FlowResponse.expired(message);
        }
        if (!(members.get("screen") instanceof String screen) || screen.isBlank()) {
            throw new IllegalArgumentException("expected the member screen with the id of a screen, actual is none");
        }
        Map<String, Object> data = new LinkedHashMap<>();
        if (members.get("data") instanceof Map<?, ?> values) {
            values.forEach((name, value) -> data.put(String.valueOf(name), value));
        } else if (members.get("data") != null) {
            throw new IllegalArgumentException("expected the member data to be an object, actual is another value");
        }
        boolean isShort = screen.equals(FlowResponse.SUCCESS) && !data.containsKey("extension_message_response");
        return isShort ? FlowResponse.completed(data) : FlowResponse.screen(screen, data);
    }

    /** The answer with the flow token, which a completed form requires. */
    static FlowResponse withToken(FlowResponse response, FlowRequest request) {
        String token = request.flowToken();
        if (!response.isCompleted() || token == null || response.params().containsKey("flow_token")) {
            return response;
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("flow_token", token);
        response.params().forEach((name, value) -> params.put(String.valueOf(name), value));
        return FlowResponse.completed(params);
    }
}
