/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** What makes a message one that is sent outside the window without a template of one's own. Thread-safe. */
public final class DirectSend {

    private DirectSend() {}

    /** Whether the message is of a category that needs no open window. */
    public static boolean is(JsonNode message) {
        String category = category(message);
        return category.equals("utility") || category.equals("authentication");
    }

    /** The category in lower case; empty if there is none. */
    public static String category(JsonNode message) {
        return message.path("category").asText().toLowerCase(Locale.ROOT);
    }
}
