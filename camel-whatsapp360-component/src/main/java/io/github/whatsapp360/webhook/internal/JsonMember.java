/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scalar members of an element that splitting reads; all others are skipped. A dot separates the name of a nested
 * member, in an object or in the first object of an array.
 *
 * <p>Thread-safe.
 */
enum JsonMember {
    /** The name of the member with the content of a message; replaces a missing type. */
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
    PARENT_USER_ID("parent_user_id"),
    FROM_PARENT_USER_ID("from_parent_user_id"),
    RECIPIENT_PARENT_USER_ID("recipient_parent_user_id"),
    USERNAME("profile.username"),
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
    SYSTEM_USER_ID("system.user_id"),
    REACTION_EMOJI("reaction.emoji"),
    UNSUPPORTED_TYPE("unsupported.type"),
    TEMPLATE_ID("template_id"),
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

    /** Returns the roles of a member with this name; null if it has none. */
    static @Nullable MemberRoles named(String name) {
        return ROLES.get(name);
    }

    /**
     * The roles of a member name.
     *
     * @param scalar the member, if it is a scalar
     * @param nested the nested members, if it is an object or an array of objects
     * @param isContent whether it may contain the content of a message
     */
    record MemberRoles(@Nullable JsonMember scalar, Map<String, JsonMember> nested, boolean isContent) {

        private MemberRoles and(MemberRoles other) {
            Map<String, JsonMember> both = new HashMap<>(nested);
            both.putAll(other.nested);
            return new MemberRoles(scalar == null ? other.scalar : scalar, both, isContent || other.isContent);
        }
    }
}
