/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.DirectSend;
import java.util.Set;

/** The rules for messages that are sent outside the window without a template of one's own. Thread-safe. */
final class DirectSendRules {

    private static final Set<String> TYPES = Set.of("text", "interactive", "image", "video", "document");
    private static final Set<String> INTERACTIVE_TYPES = Set.of("button", "cta_url", "voice_call");
    private static final int MAXIMUM_BODY_LENGTH = 1024;

    private DirectSendRules() {}

    /** Checks the members of Direct Send, which need not be there. */
    static void check(Fields message, ObjectNode body, String type) {
        if (message.has("category")
                && !Set.of("utility", "authentication", "service").contains(DirectSend.category(body))) {
            throw new Refusal(100, "Param category must be one of {AUTHENTICATION, SERVICE, UTILITY}");
        }
        boolean direct = DirectSend.is(body);
        boolean utility = DirectSend.category(body).equals("utility");
        if (message.has("ttl_seconds")) {
            long seconds = body.path("ttl_seconds").asLong();
            if (!direct || seconds < 30 || seconds > (utility ? 43_200 : 900)) {
                throw new Refusal(100, "Param ttl_seconds is not allowed here or out of range.");
            }
        }
        if (message.has("direct_send_config")) {
            String name = body.path("direct_send_config").path("template_name").asText("a");
            if (!utility || !name.matches("[a-z0-9_]{1,512}")) {
                throw new Refusal(100, "template_name");
            }
        }
        if (direct) {
            content(body, type);
        }
    }

    private static void content(ObjectNode body, String type) {
        if (DirectSend.category(body).equals("authentication") && !body.hasNonNull("to")) {
            throw new Refusal(Problem.of(131062));
        }
        String kind = body.path("interactive").path("type").asText();
        if (!TYPES.contains(type) || (type.equals("interactive") && !INTERACTIVE_TYPES.contains(kind))) {
            throw new Refusal(100, "Direct Send does not support messages of this type.");
        }
        if (kind.equals("voice_call") && body.path("interactive").has("footer")) {
            throw new Refusal(100, "Direct Send does not support a footer with voice_call.");
        }
        if (body.path("text").path("body").asText().length() > MAXIMUM_BODY_LENGTH) {
            throw new Refusal(100, "Param text.body must be at most " + MAXIMUM_BODY_LENGTH + " characters long.");
        }
    }
}
