/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;

/**
 * The rules for the body of {@code POST /messages}, apart from those that depend on time, templates or media that
 * exist. Thread-safe.
 */
public final class MessageRules {

    private static final int MAXIMUM_CALLBACK_LENGTH = 512;

    private MessageRules() {}

    /**
     * Checks a message.
     *
     * @return its type
     * @throws Refusal naming the first rule that it breaks
     */
    public static String check(ObjectNode body) {
        Fields message = new Fields("", body);
        if (!body.path("messaging_product").asText().equals("whatsapp")) {
            throw new Refusal(
                    100,
                    body.hasNonNull("messaging_product")
                            ? "Param messaging_product must be one of {WHATSAPP}."
                            : "The parameter messaging_product is required.");
        }
        if (!message.has("to") && !message.has("recipient")) {
            throw new Refusal(100, "The parameter to is required.");
        }
        if (message.has("to")) {
            message.text("to", 128);
        } else {
            message.text("recipient", 150);
        }
        if (message.has("recipient_type")) {
            message.oneOf("recipient_type", "individual", "group");
        }
        message.optionalText("biz_opaque_callback_data", MAXIMUM_CALLBACK_LENGTH);
        if (message.has("context")) {
            message.object("context").only("message_id").text("message_id", 256);
        }
        String type = message.has("type") ? message.string("type") : "text";
        Content content = Content.named(type);
        message.only(
                "messaging_product",
                "recipient_type",
                "to",
                "recipient",
                "type",
                type,
                "context",
                "biz_opaque_callback_data",
                "recipient_identity_key_hash",
                "product_policy",
                "message_activity_sharing",
                "bid_spec",
                "optimization_spec",
                "category",
                "ttl_seconds",
                "direct_send_config");
        DirectSendRules.check(message, body, type);
        content.check(message, type);
        return type;
    }
}
