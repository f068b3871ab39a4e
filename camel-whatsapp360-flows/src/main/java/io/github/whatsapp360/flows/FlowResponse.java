/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the request of a screen. WhatsApp accepts only data that the screen declares in the Flow JSON.
 *
 * @param screen id of the screen to show, or {@value #SUCCESS}; empty if the token is refused
 * @param data the values of the screen; of a completed form {@code extension_message_response}
 * @param refusal text for the customer if the flow token is no longer valid; otherwise null
 */
public record FlowResponse(
        String screen, Map<String, Object> data, @Nullable String refusal) {

    /** The screen that closes the form. No screen of a form may have this id. */
    public static final String SUCCESS = "SUCCESS";

    static final String ERROR_MESSAGE = "error_message";
    private static final String EXTENSION = "extension_message_response";

    public FlowResponse {
        requireNonNull(screen, "screen");
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        if (screen.isBlank() && refusal == null) {
            throw new IllegalArgumentException("An answer requires the id of a screen");
        }
    }

    /**
     * Shows a screen.
     *
     * @param screen its id in the Flow JSON
     * @param data its values, as declared in the Flow JSON
     */
    public static FlowResponse screen(String screen, Map<String, ?> data) {
        return new FlowResponse(screen, new LinkedHashMap<>(data), null);
    }

    /** Shows a screen without data. */
    public static FlowResponse screen(String screen) {
        return screen(screen, Map.of());
    }

    /**
     * Closes the form. The parameters come back as the {@code nfm_reply} message of the customer. The component adds
     * {@code flow_token}.
     */
    public static FlowResponse completed(Map<String, ?> params) {
        return new FlowResponse(
                SUCCESS,
                Map.of(EXTENSION, Map.of("params", Collections.unmodifiableMap(new LinkedHashMap<>(params)))),
                null);
    }

    /**
     * Shows the screen of the request again, with a message: the input is not accepted.
     *
     * @throws IllegalArgumentException if the request comes from no screen
     */
    public static FlowResponse rejected(FlowRequest request, String message) {
        String screen = request.screen();
        if (screen == null) {
            throw new IllegalArgumentException("A request without a screen has no input to reject");
        }
        return screen(screen, Map.of(ERROR_MESSAGE, requireNonNull(message, "message")));
    }

    /**
     * Refuses the flow token: the phone shows the text, and the button of the message can no longer be used.
     *
     * @param message for the customer
     */
    public static FlowResponse expired(String message) {
        return new FlowResponse("", Map.of(), requireNonNull(message, "message"));
    }

    /** Whether this closes the form. */
    public boolean isCompleted() {
        return screen.equals(SUCCESS);
    }

    /** The parameters of a completed form; empty if there are none. */
    public Map<?, ?> params() {
        return data.get(EXTENSION) instanceof Map<?, ?> extension && extension.get("params") instanceof Map<?, ?> params
                ? params
                : Map.of();
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "FlowResponse[screen=" + screen + ", data=" + data.size() + " members]";
    }
}
