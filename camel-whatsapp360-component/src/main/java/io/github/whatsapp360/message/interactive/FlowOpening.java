/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a flow begins.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow">Meta: Sending a flow</a>
 */
public sealed interface FlowOpening {

    /** The wire name. */
    @JsonProperty("flow_action")
    String flowAction();

    /** On this screen, without data. */
    static FlowOpening screen(String screen) {
        return new Navigate(new Screen(screen, Map.of()));
    }

    /** On this screen, with data for it. */
    static FlowOpening screen(String screen, Map<String, ?> data) {
        return new Navigate(new Screen(screen, new LinkedHashMap<>(data)));
    }

    /** As the flow's own endpoint answers. */
    static FlowOpening dataExchange() {
        return new DataExchange();
    }

    /**
     * On a screen that the message names.
     *
     * @param payload the screen and its data
     */
    record Navigate(@JsonProperty("flow_action_payload") Screen payload) implements FlowOpening {

        public Navigate {
            requireNonNull(payload, "payload");
        }

        @Override
        public String flowAction() {
            return "navigate";
        }
    }

    /** On the screen that the flow's own endpoint chooses. */
    record DataExchange() implements FlowOpening {
        @Override
        public String flowAction() {
            return "data_exchange";
        }
    }

    /**
     * The first screen.
     *
     * @param screen its id
     * @param data its input; left out when empty, as the API demands
     */
    record Screen(
            String screen,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> data) {
        public Screen {
            requireNonNull(screen, "screen");
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }
    }
}
