/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.flows.FlowRequest;
import io.github.whatsapp360.flows.internal.FlowJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads decrypted requests, and tells apart those that no route answers. Stateless. */
final class FlowRequests {

    private static final String PING = "ping";

    private FlowRequests() {}

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it is no object with an action
     */
    @SuppressWarnings("unchecked")
    static FlowRequest read(byte[] json) {
        Map<String, Object> members = FlowJson.readMap(json);
        String action = text(members.get("action"));
        if (action == null) {
            throw new IllegalArgumentException("The request has no action");
        }
        String version = text(members.get("version"));
        Map<String, Object> data =
                members.get("data") instanceof Map<?, ?> values ? (Map<String, Object>) values : Map.of();
        String screen = text(members.get("screen"));
        return new FlowRequest(
                version == null ? "" : version,
                action,
                screen == null || screen.isBlank() ? null : screen,
                data,
                text(members.get("flow_token")),
                text(members.get("flow_token_signature")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    /** Whether WhatsApp checks that the endpoint is alive. */
    static boolean isPing(FlowRequest request) {
        return request.action().equals(PING);
    }

    /** The error that a phone reports about an earlier answer; null if the request is none. */
    static @Nullable String error(FlowRequest request) {
        if (text(request.data().get("error_message")) == null) {
            return null;
        }
        String error = text(request.data().get("error"));
        return error == null ? text(request.data().get("error_key")) : error;
    }
}
