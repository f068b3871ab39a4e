package io.github.whatsapp360.webhook.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of event names: what an element is and how it is called, by the field and array it stands in.
 *
 * <p>Immutable and thread-safe.
 *
 * @param kind what it is
 * @param prefix what the name begins with; empty if the word alone is the name
 * @param words the members that may hold the word which completes the name; the first that is there counts
 */
record Route(EventKind kind, String prefix, List<Member> words) {

    static final Route PARTNER = new Route(EventKind.PARTNER, "360", Member.EVENT);

    /** The name of an element without a word, where the word is all there is. */
    private static final String NAMELESS = "unknown";

    private static final int MAXIMUM_LENGTH = 200;

    private static final Route CALLS = new Route(EventKind.CALL, "call", Member.EVENT);
    private static final Route ECHOES = new Route(EventKind.ECHO, "smb_message_echoes", Member.TYPE, Member.CONTENT);
    private static final Route HISTORY = new Route(EventKind.HISTORY, "history");
    private static final Route STATE_SYNC = new Route(EventKind.HISTORY, "smb_app_state_sync", Member.ACTION);
    private static final Route PREFERENCES = new Route(EventKind.USER, "user_preferences", Member.VALUE);
    private static final Route ID_UPDATE = new Route(EventKind.USER, "user_id_update");
    private static final Route AUTOMATIC =
            new Route(EventKind.USER, "automatic_events", Member.EVENT_NAME, Member.EVENT);
    private static final Route USER_ACTIONS = new Route(EventKind.USER_ACTION, "user_action", Member.ACTION_TYPE);
    private static final Route ERROR = new Route(EventKind.ERROR, "error", Member.CODE);

    private static final Map<String, Route> MESSAGES = Map.of(
            "messages",
            new Route(EventKind.MESSAGE, "", Member.TYPE, Member.CONTENT),
            "statuses",
            new Route(EventKind.STATUS, "", Member.STATUS),
            "user_actions",
            USER_ACTIONS,
            "errors",
            ERROR);

    private static final Map<String, Route> STANDBY = Map.of(
            "messages", new Route(EventKind.STANDBY_MESSAGE, "standby.message", Member.TYPE, Member.CONTENT),
            "statuses", new Route(EventKind.STANDBY_STATUS, "standby.status", Member.STATUS),
            "message_echoes", new Route(EventKind.STANDBY_ECHO, "standby.echo", Member.MESSAGE_TYPE, Member.TYPE),
            "errors", ERROR);

    private static final Map<String, Map<String, Route>> BY_FIELD = Map.of(
            "messages", MESSAGES,
            "calls",
                    Map.of(
                            "calls", CALLS,
                            "statuses", new Route(EventKind.CALL_STATUS, "call_status", Member.STATUS),
                            "errors", ERROR),
            "smb_message_echoes", Map.of("message_echoes", ECHOES, "errors", ERROR),
            "history",
                    Map.of(
                            "history",
                            HISTORY,
                            "messages",
                            new Route(EventKind.HISTORY_MESSAGE, "history.message", Member.TYPE, Member.CONTENT),
                            "message_echoes",
                            new Route(EventKind.HISTORY_ECHO, "history.echo", Member.TYPE, Member.CONTENT),
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
                            new Route(EventKind.USER, "tracking_events", Member.EVENT_NAME, Member.EVENT),
                            "errors",
                            ERROR));

    /**
     * Arrays that say by their name alone what they hold, whichever field they stand in. Messages, statuses and errors do
     * not: they can be somebody else's, or old.
     */
    private static final Map<String, Route> UNAMBIGUOUS = Map.of(
            "user_actions", USER_ACTIONS,
            "calls", CALLS,
            "message_echoes", ECHOES,
            "history", HISTORY,
            "state_sync", STATE_SYNC,
            "user_preferences", PREFERENCES,
            "user_id_update", ID_UPDATE,
            "automatic_events", AUTOMATIC);

    private static final Map<String, Map<String, Route>> WITH_UNAMBIGUOUS = BY_FIELD.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> and(field.getValue())));

    private Route(EventKind kind, String prefix, Member... words) {
        this(kind, prefix, List.of(words));
    }

    private static Map<String, Route> and(Map<String, Route> own) {
        Map<String, Route> all = new HashMap<>(UNAMBIGUOUS);
        all.putAll(own);
        return Map.copyOf(all);
    }

    /**
     * The arrays whose elements are the events of a field, by array name; empty if the value as a whole is the event. A
     * change without a field is read as one of messages.
     */
    static Map<String, Route> ofElements(String field) {
        if (field.startsWith("group_")) {
            return and(Map.of("groups", new Route(EventKind.GROUP, field, Member.TYPE, Member.EVENT), "errors", ERROR));
        }
        return WITH_UNAMBIGUOUS.getOrDefault(field.isEmpty() ? "messages" : field, Map.of());
    }

    /** A member that is no known one of its field. */
    static Route ofUnknown(String field) {
        return new Route(EventKind.UNKNOWN, field);
    }

    /** The value as a whole: for fields without arrays, and for a value in which the arrays of its field are missing. */
    static Route ofValue(String field) {
        EventKind kind = kindOfValue(field);
        return switch (kind) {
            case TEMPLATE, ACCOUNT -> new Route(kind, field, Member.EVENT);
            case UNKNOWN -> new Route(kind, field);
            default -> new Route(kind, field, Member.TYPE, Member.EVENT, Member.VALUE);
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

    /** The event's name. */
    String name(Element element) {
        String word = element.first(words);
        if (word == null) {
            return prefix.isEmpty() ? NAMELESS : clean(prefix);
        }
        return clean(prefix.isEmpty() ? word : prefix + ":" + word);
    }

    /** Names go into columns and headers: no control characters, no lone surrogates, and an end. */
    private static String clean(String name) {
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
