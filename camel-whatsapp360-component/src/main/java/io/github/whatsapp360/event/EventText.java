package io.github.whatsapp360.event;

import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ReadableJson;
import io.github.whatsapp360.event.content.Words;
import java.util.Set;

/**
 * What a person reads of events that are no messages, and of messages that no record fits: the JSON, a line for each value.
 *
 * <p>Thread-safe.
 */
interface EventText {

    /** What tells a person nothing, or is in a header. */
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

    /** Who it is, which order it is about, and where a clock stands. */
    Set<String> IDS_FOR_PEOPLE = Set.of("wa_id", "user_id", "reference_id", "timezone_id");

    /** Beside the content of a message. */
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

    /** The name, and the JSON without what is technical. */
    static String of(InboundEvent event) {
        return Words.lines(event.name(), ReadableJson.lines(event.raw().text(), EventText::isTechnical));
    }

    /** Of a message that is reported. */
    static String of(ChatMessage message, RawJson raw) {
        return Words.lines(
                message.content().text().isEmpty()
                        ? ofUnrecognized(raw, message.content().type())
                        : null,
                message.text());
    }

    /** Of a message whose content no record fits; at least its type. */
    static String ofUnrecognized(RawJson raw, String type) {
        String lines = ReadableJson.lines(raw.text(), name -> isTechnical(name) || OF_EVERY_MESSAGE.contains(name));
        return lines == null || lines.isEmpty() ? Words.note(type.isEmpty() ? "message" : type) : lines;
    }

    /** Whether a member is an id or other things that only programs read. Numbers and user names of people are for people. */
    private static boolean isTechnical(String name) {
        boolean id = name.equals("id") || name.endsWith("_id") || name.endsWith("_ids");
        return (id && !IDS_FOR_PEOPLE.contains(name)) || TECHNICAL.contains(name);
    }
}
