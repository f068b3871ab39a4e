/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ReadableJson;
import io.github.whatsapp360.event.content.Words;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The readable text of events that are not messages, and of unrecognized messages: the JSON, one line per value.
 *
 * <p>Thread-safe.
 */
interface EventText {

    /** Members that are not readable or that are available as headers. */
    Set<String> TECHNICAL = Set.of(
            "messaging_product",
            "display_phone_number",
            "recipient",
            "timestamp",
            "href",
            "sdp",
            "sdp_type",
            "sha256",
            "ctwa_clid",
            "tracking_token",
            "client_user_agent",
            "namespace",
            "biz_opaque_callback_data",
            "recipient_identity_key_hash",
            "parent_user_id",
            "vcard");

    /** Ids, order numbers and timestamps. */
    Set<String> IDS_FOR_PEOPLE = Set.of("wa_id", "user_id", "reference_id", "timezone_id");

    /** Members beside the content of a message. */
    Set<String> OF_EVERY_MESSAGE = Set.of(
            "from",
            "from_user_id",
            "from_parent_user_id",
            "from_logical_id",
            "to",
            "to_user_id",
            "to_parent_user_id",
            "type",
            "context",
            "referral",
            "errors",
            "identity",
            "history_context");

    /** The name and the JSON without technical members. */
    static String of(InboundEvent event) {
        return Words.lines(event.name(), ReadableJson.lines(event.raw().text(), EventText::isTechnical));
    }

    /** The text of a reported message. */
    static String of(ChatMessage message, RawJson raw) {
        return Words.lines(
                message.content().text().isEmpty()
                        ? ofUnrecognized(raw, message.content().type())
                        : null,
                message.text());
    }

    /** The text of an unrecognized message; at least its type. */
    static String ofUnrecognized(RawJson raw, String type) {
        String lines = ofContent(raw);
        return lines == null || lines.isEmpty() ? Words.note(type.isEmpty() ? "message" : type) : lines;
    }

    /** The JSON of a message's content without technical members; null if it is not JSON. */
    static @Nullable String ofContent(RawJson raw) {
        return ReadableJson.lines(raw.text(), name -> isTechnical(name) || OF_EVERY_MESSAGE.contains(name));
    }

    /** Whether a member is technical, such as an id. Phone numbers and user names are readable. */
    private static boolean isTechnical(String name) {
        boolean id = name.equals("id") || name.endsWith("_id") || name.endsWith("_ids");
        return (id && !IDS_FOR_PEOPLE.contains(name)) || TECHNICAL.contains(name);
    }
}
