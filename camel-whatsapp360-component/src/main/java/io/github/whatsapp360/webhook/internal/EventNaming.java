/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of event names: kind and name of an element, by its field and array.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind the kind of the element
 * @param prefix the beginning of the name; empty if the word alone is the name
 * @param words the members that may contain the word which completes the name; the first present one is used
 */
record EventNaming(EventKind kind, String prefix, List<JsonMember> words) {

    static final EventNaming PARTNER = new EventNaming(EventKind.PARTNER, "360", JsonMember.EVENT);

    /** The name of an element without prefix and word. */
    private static final String UNNAMED = "unknown";

    private static final int MAXIMUM_LENGTH = 200;

    private static final EventNaming CALLS = new EventNaming(EventKind.CALL, "call", JsonMember.EVENT);
    private static final EventNaming ECHOES =
            new EventNaming(EventKind.ECHO, "smb_message_echoes", JsonMember.TYPE, JsonMember.CONTENT);
    private static final EventNaming HISTORY = new EventNaming(EventKind.HISTORY, "history");
    private static final EventNaming STATE_SYNC =
            new EventNaming(EventKind.HISTORY, "smb_app_state_sync", JsonMember.ACTION);
    private static final EventNaming PREFERENCES =
            new EventNaming(EventKind.USER, "user_preferences", JsonMember.VALUE);
    private static final EventNaming ID_UPDATE = new EventNaming(EventKind.USER, "user_id_update");
    private static final EventNaming AUTOMATIC =
            new EventNaming(EventKind.USER, "automatic_events", JsonMember.EVENT_NAME, JsonMember.EVENT);
    private static final EventNaming USER_ACTIONS =
            new EventNaming(EventKind.USER_ACTION, "user_action", JsonMember.ACTION_TYPE);
    private static final EventNaming ERROR = new EventNaming(EventKind.ERROR, "error", JsonMember.CODE);

    private static final Map<String, EventNaming> MESSAGES = Map.of(
            "messages",
            new EventNaming(EventKind.MESSAGE, "", JsonMember.TYPE, JsonMember.CONTENT),
            "statuses",
            new EventNaming(EventKind.STATUS, "", JsonMember.STATUS),
            "user_actions",
            USER_ACTIONS,
            "errors",
            ERROR);

    private static final Map<String, EventNaming> STANDBY = Map.of(
            "messages",
                    new EventNaming(EventKind.STANDBY_MESSAGE, "standby.message", JsonMember.TYPE, JsonMember.CONTENT),
            "statuses", new EventNaming(EventKind.STANDBY_STATUS, "standby.status", JsonMember.STATUS),
            "message_echoes",
                    new EventNaming(EventKind.STANDBY_ECHO, "standby.echo", JsonMember.MESSAGE_TYPE, JsonMember.TYPE),
            "errors", ERROR);

    private static final Map<String, Map<String, EventNaming>> BY_FIELD = Map.of(
            "messages", MESSAGES,
            "calls",
                    Map.of(
                            "calls", CALLS,
                            "statuses", new EventNaming(EventKind.CALL_STATUS, "call_status", JsonMember.STATUS),
                            "errors", ERROR),
            "smb_message_echoes", Map.of("message_echoes", ECHOES, "errors", ERROR),
            "history",
                    Map.of(
                            "history",
                            HISTORY,
                            "messages",
                            new EventNaming(
                                    EventKind.HISTORY_MESSAGE, "history.message", JsonMember.TYPE, JsonMember.CONTENT),
                            "message_echoes",
                            new EventNaming(
                                    EventKind.HISTORY_ECHO, "history.echo", JsonMember.TYPE, JsonMember.CONTENT),
                            "errors",
                            ERROR),
            "smb_app_state_sync", Map.of("state_sync", STATE_SYNC, "errors", ERROR),
            "standby", STANDBY,
            "user_preferences", Map.of("user_preferences", PREFERENCES, "errors", ERROR),
            "user_id_update", Map.of("user_id_update", ID_UPDATE, "errors", ERROR),
            "automatic_events", Map.of("automatic_events", AUTOMATIC, "errors", ERROR),
            "tracking_events",
                    Map.of(
                            "events",
                            new EventNaming(EventKind.USER, "tracking_events", JsonMember.EVENT_NAME, JsonMember.EVENT),
                            "errors",
                            ERROR));

    /**
     * Arrays whose name defines their content in any field. Messages, statuses and errors are excluded: they can belong
     * to another application's conversation, or to imported history.
     */
    private static final Map<String, EventNaming> UNAMBIGUOUS = Map.of(
            "user_actions", USER_ACTIONS,
            "calls", CALLS,
            "message_echoes", ECHOES,
            "history", HISTORY,
            "state_sync", STATE_SYNC,
            "user_preferences", PREFERENCES,
            "user_id_update", ID_UPDATE,
            "automatic_events", AUTOMATIC);

    private static final Map<String, Map<String, EventNaming>> WITH_UNAMBIGUOUS = BY_FIELD.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> withUnambiguous(field.getValue())));

    private EventNaming(EventKind kind, String prefix, JsonMember... words) {
        this(kind, prefix, List.of(words));
    }

    private static Map<String, EventNaming> withUnambiguous(Map<String, EventNaming> own) {
        Map<String, EventNaming> all = new HashMap<>(UNAMBIGUOUS);
        all.putAll(own);
        return Map.copyOf(all);
    }

    /**
     * Returns the namings of the arrays whose elements are the events of a field, by array name; empty if the whole
     * value is the event. A change without a field is read as field {@code messages}.
     */
    static Map<String, EventNaming> ofElements(String field) {
        if (field.startsWith("group_")) {
            return withUnambiguous(Map.of(
                    "groups",
                    new EventNaming(EventKind.GROUP, field, JsonMember.TYPE, JsonMember.EVENT),
                    "errors",
                    ERROR));
        }
        return WITH_UNAMBIGUOUS.getOrDefault(field.isEmpty() ? "messages" : field, Map.of());
    }

    /** Returns the naming of an unknown member of a field. */
    static EventNaming ofUnknown(String field) {
        return new EventNaming(EventKind.UNKNOWN, field);
    }

    /**
     * Returns the naming of a whole value: for fields without arrays, and for a value without the arrays of its field.
     */
    static EventNaming ofValue(String field) {
        EventKind kind = kindOfValue(field);
        return switch (kind) {
            case TEMPLATE, ACCOUNT -> new EventNaming(kind, field, JsonMember.EVENT);
            case UNKNOWN -> new EventNaming(kind, field);
            default -> new EventNaming(kind, field, JsonMember.TYPE, JsonMember.EVENT, JsonMember.VALUE);
        };
    }

    private static EventKind kindOfValue(String field) {
        return switch (field) {
            case "calls" -> EventKind.CALL;
            case "flows" -> EventKind.FLOW;
            case "history", "smb_app_state_sync" -> EventKind.HISTORY;
            case "messaging_handovers", "standby" -> EventKind.HANDOVER;
            case "smb_message_echoes" -> EventKind.ECHO;
            case "user_preferences", "user_id_update", "automatic_events", "tracking_events" -> EventKind.USER;
            case "security", "partner_solutions", "payment_configuration_update" -> EventKind.ACCOUNT;
            default -> kindByPrefix(field);
        };
    }

    private static EventKind kindByPrefix(String field) {
        if (field.startsWith("message_template_") || field.startsWith("template_")) {
            return EventKind.TEMPLATE;
        }
        if (field.startsWith("account_") || field.startsWith("phone_number_") || field.startsWith("business_")) {
            return EventKind.ACCOUNT;
        }
        return field.startsWith("group_") ? EventKind.GROUP : EventKind.UNKNOWN;
    }

    /** Returns the event name. */
    String name(ScannedElement element) {
        String word = element.first(words);
        if (word == null) {
            return prefix.isEmpty() ? UNNAMED : sanitize(prefix);
        }
        return sanitize(prefix.isEmpty() ? word : prefix + ":" + word);
    }

    /** Makes a name fit for columns and headers: no control characters, no lone surrogates, limited length. */
    private static String sanitize(String name) {
        if (name.length() <= MAXIMUM_LENGTH && isAscii(name)) {
            return name;
        }
        StringBuilder cleaned = new StringBuilder();
        // A code point may take two characters.
        name.codePoints()
                .limit(MAXIMUM_LENGTH / 2)
                .map(each -> isFit(each) ? each : 0xFFFD)
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    private static boolean isAscii(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) < ' ' || name.charAt(at) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFit(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
