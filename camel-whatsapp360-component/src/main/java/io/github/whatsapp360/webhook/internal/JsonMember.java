package io.github.whatsapp360.webhook.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scalar members of an element that decide what becomes of it; everything else is passed over unread. A dot stands for a
 * member of a member, or of the first object of an array.
 *
 * <p>Thread-safe.
 */
enum JsonMember {
    /** Of a message, the name of the member that holds what it says: the type of one that came without. */
    CONTENT(""),
    ID("id"),
    TYPE("type"),
    EVENT("event"),
    STATUS("status"),
    CODE("code"),
    ACTION("action"),
    ACTION_TYPE("action_type"),
    EVENT_NAME("event_name"),
    VALUE("value"),
    TIMESTAMP("timestamp"),
    DIRECTION("direction"),
    FROM("from"),
    FROM_USER_ID("from_user_id"),
    TO("to"),
    TO_USER_ID("to_user_id"),
    GROUP_ID("group_id"),
    WA_ID("wa_id"),
    USER_ID("user_id"),
    RECIPIENT_ID("recipient_id"),
    RECIPIENT_USER_ID("recipient_user_id"),
    RECIPIENT_TYPE("recipient_type"),
    PARTICIPANT_ID("recipient_participant_id"),
    PARTICIPANT_ID_OTHER_SPELLING("participant_recipient_id"),
    PARTICIPANT_USER_ID("recipient_participant_user_id"),
    PHONE_NUMBER_ID("phone_number_id"),
    PREVIOUS_USER_ID("user_id.previous"),
    SENDER_PHONE_NUMBER("sender.phone_number"),
    SENDER_USER_ID("sender.user_id"),
    MESSAGE_TYPE("message.type"),
    MESSAGE_TO("message.to"),
    MESSAGE_RECIPIENT("message.recipient"),
    STATUS_MESSAGE_RECIPIENT("message.recipient_id"),
    REACTION_EMOJI("reaction.emoji"),
    UNSUPPORTED_TYPE("unsupported.type"),
    PRICING_CATEGORY("pricing.category"),
    PRICING_TYPE("pricing.type"),
    FIRST_ERROR_CODE("errors.code");

    private static final Set<String> CONTENTS = Set.of(
            "text",
            "image",
            "video",
            "audio",
            "voice",
            "document",
            "sticker",
            "location",
            "contacts",
            "button",
            "interactive",
            "reaction",
            "order",
            "system",
            "edit",
            "revoke",
            "unsupported");

    private static final Map<String, MemberRoles> ROLES = new HashMap<>();

    static {
        for (JsonMember member : values()) {
            int dot = member.path.indexOf('.');
            if (dot >= 0) {
                Map<String, JsonMember> nested = Map.of(member.path.substring(dot + 1), member);
                ROLES.merge(member.path.substring(0, dot), new MemberRoles(null, nested, false), MemberRoles::and);
            } else if (member != CONTENT) {
                ROLES.merge(member.path, new MemberRoles(member, Map.of(), false), MemberRoles::and);
            }
        }
        CONTENTS.forEach(word -> ROLES.merge(word, new MemberRoles(null, Map.of(), true), MemberRoles::and));
    }

    private final String path;

    JsonMember(String path) {
        this.path = path;
    }

    /** What matters about the member of an element that has this name; null if nothing does. */
    static @Nullable MemberRoles named(String name) {
        return ROLES.get(name);
    }

    /**
     * What one name can stand for.
     *
     * @param scalar the member itself, if it is a scalar
     * @param nested its own members, if it is an object or an array of such
     * @param isContent whether what a message says may stand there
     */
    record MemberRoles(@Nullable JsonMember scalar, Map<String, JsonMember> nested, boolean isContent) {

        private MemberRoles and(MemberRoles other) {
            Map<String, JsonMember> both = new HashMap<>(nested);
            both.putAll(other.nested);
            return new MemberRoles(scalar == null ? other.scalar : scalar, both, isContent || other.isContent);
        }
    }
}
