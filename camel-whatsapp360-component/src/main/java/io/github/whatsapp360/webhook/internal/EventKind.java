/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import io.github.whatsapp360.event.EventFamily;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kind of an element, as far as splitting needs it: family, user, deduplication key, and effect on the service
 * window.
 *
 * <p>Thread-safe.
 */
enum EventKind {
    MESSAGE(EventFamily.MESSAGE),
    STATUS(EventFamily.STATUS),
    ERROR(EventFamily.ERROR),
    USER_ACTION(EventFamily.USER_ACTION),
    CALL(EventFamily.CALL),
    CALL_STATUS(EventFamily.CALL),
    TEMPLATE(EventFamily.TEMPLATE),
    ACCOUNT(EventFamily.ACCOUNT),
    FLOW(EventFamily.FLOW),
    GROUP(EventFamily.GROUP),
    USER(EventFamily.USER),
    ECHO(EventFamily.ECHO),
    HISTORY(EventFamily.HISTORY),
    HISTORY_MESSAGE(EventFamily.HISTORY),
    HISTORY_ECHO(EventFamily.HISTORY),
    HANDOVER(EventFamily.HANDOVER),
    STANDBY_MESSAGE(EventFamily.HANDOVER),
    STANDBY_STATUS(EventFamily.HANDOVER),
    STANDBY_ECHO(EventFamily.HANDOVER),
    PARTNER(EventFamily.PARTNER),
    UNKNOWN(EventFamily.UNKNOWN);

    /** Message types that the user did not write, or whose effect on the window is not documented. */
    private static final Set<String> NON_OPENING_TYPES = Set.of("system", "request_welcome", "edit", "revoke");

    private static final Set<String> TEMPLATE_CATEGORIES = Set.of(
            "marketing",
            "marketing_lite",
            "utility",
            "authentication",
            "authentication-international",
            "authentication_international");

    /** "More than 24 hours have passed", the error codes of the Cloud API and of the on-premises API. */
    private static final Set<String> WINDOW_CLOSED_CODES = Set.of("131047", "470");

    final String family;

    EventKind(EventFamily family) {
        this.family = family.word();
    }

    /** Returns the phone number of the user that the element concerns. */
    @Nullable
    String phone(ScannedElement element) {
        return switch (this) {
            case MESSAGE, STANDBY_MESSAGE, HISTORY_MESSAGE -> element.get(JsonMember.FROM);
            case STATUS, STANDBY_STATUS, CALL_STATUS ->
                element.first(JsonMember.RECIPIENT_ID, JsonMember.STATUS_MESSAGE_RECIPIENT);
            case CALL -> element.get(isStartedByBusiness(element) ? JsonMember.TO : JsonMember.FROM);
            case ECHO, HISTORY_ECHO -> element.get(JsonMember.TO);
            case STANDBY_ECHO -> element.get(JsonMember.MESSAGE_TO);
            case HANDOVER -> element.get(JsonMember.SENDER_PHONE_NUMBER);
            case USER -> element.get(JsonMember.WA_ID);
            default -> null;
        };
    }

    /** Returns the business-scoped id of that user. */
    @Nullable
    String userId(ScannedElement element) {
        return switch (this) {
            // What WhatsApp says of a user whose number is not shown names the user nowhere else.
            case MESSAGE, STANDBY_MESSAGE, HISTORY_MESSAGE ->
                element.first(JsonMember.FROM_USER_ID, JsonMember.SYSTEM_USER_ID);
            case STATUS, STANDBY_STATUS, CALL_STATUS -> element.get(JsonMember.RECIPIENT_USER_ID);
            case CALL -> element.get(isStartedByBusiness(element) ? JsonMember.TO_USER_ID : JsonMember.FROM_USER_ID);
            case ECHO, HISTORY_ECHO -> element.get(JsonMember.TO_USER_ID);
            case STANDBY_ECHO -> element.get(JsonMember.MESSAGE_RECIPIENT);
            case HANDOVER -> element.get(JsonMember.SENDER_USER_ID);
            case USER -> element.first(JsonMember.USER_ID, JsonMember.PREVIOUS_USER_ID);
            default -> null;
        };
    }

    /** Returns the conversation: elements of the same conversation run in order. */
    String conversation(ScannedElement element, String field) {
        if (this == STATUS || this == STANDBY_STATUS) {
            String message = element.get(JsonMember.ID);
            return message == null ? family : DedupeKeys.of("status", message);
        }
        // Imported history is not a live conversation; its parts only stay in order among themselves.
        if (!family.equals("history")) {
            String group = element.get(JsonMember.GROUP_ID);
            if (group != null) {
                return DedupeKeys.of("group", group);
            }
            String phone = phone(element);
            String user = phone == null ? userId(element) : phone;
            if (user != null) {
                return DedupeKeys.of("user", user);
            }
        }
        return field.isEmpty() ? family : DedupeKeys.of("field", family, field);
    }

    /** Returns the deduplication key of an element with an id; null if only its bytes identify it. */
    @Nullable
    String dedupeKey(ScannedElement element) {
        String id = element.get(JsonMember.ID);
        if (id == null) {
            return null;
        }
        return switch (this) {
            case MESSAGE, ECHO, PARTNER -> DedupeKeys.of(family, id);
            case HISTORY_MESSAGE, STANDBY_MESSAGE -> DedupeKeys.of(family, "message", id);
            case HISTORY_ECHO, STANDBY_ECHO -> DedupeKeys.of(family, "echo", id);
            case CALL -> keyIf(element.get(JsonMember.EVENT), "event", id);
            case CALL_STATUS -> keyIf(element.get(JsonMember.STATUS), "status", id);
            case STATUS -> statusKey(family, element, id);
            case STANDBY_STATUS -> statusKey(family + ":status", element, id);
            default -> null;
        };
    }

    private @Nullable String keyIf(@Nullable String what, String kind, String id) {
        return what == null ? null : DedupeKeys.of(family, kind, id, what);
    }

    /**
     * Outside groups a message reaches a state once: the same state with another time is a repetition. In a group it
     * reaches a state once per participant, and a payment may be reported again after a refund.
     */
    private static @Nullable String statusKey(String prefix, ScannedElement element, String id) {
        String status = element.get(JsonMember.STATUS);
        if (status == null) {
            return null;
        }
        String participant = element.first(
                JsonMember.PARTICIPANT_ID, JsonMember.PARTICIPANT_ID_OTHER_SPELLING, JsonMember.PARTICIPANT_USER_ID);
        boolean payment = "payment".equals(element.get(JsonMember.TYPE));
        boolean group = participant != null
                || element.get(JsonMember.GROUP_ID) != null
                || "group".equals(element.get(JsonMember.RECIPIENT_TYPE));
        return payment || group
                ? DedupeKeys.of(
                        prefix,
                        payment ? "payment" : "group",
                        id,
                        status,
                        participant,
                        element.get(JsonMember.TIMESTAMP))
                : DedupeKeys.of(prefix, id, status);
    }

    /** Returns the effect of the element on the customer service window. */
    EventOrigin.Window window(ScannedElement element) {
        return switch (this) {
            case MESSAGE -> messageOpens(element) ? EventOrigin.Window.OPENED_BY_USER : EventOrigin.Window.UNTOUCHED;
            case CALL ->
                "connect".equals(element.get(JsonMember.EVENT))
                                && "USER_INITIATED".equals(element.get(JsonMember.DIRECTION))
                        ? EventOrigin.Window.OPENED_BY_USER
                        : EventOrigin.Window.UNTOUCHED;
            case STATUS -> windowOfStatus(element);
            default -> EventOrigin.Window.UNTOUCHED;
        };
    }

    private static boolean messageOpens(ScannedElement message) {
        String type = message.first(JsonMember.TYPE, JsonMember.CONTENT);
        if (type == null || NON_OPENING_TYPES.contains(type)) {
            return false;
        }
        return switch (type) {
            // A removed reaction has no emoji.
            case "reaction" -> message.get(JsonMember.REACTION_EMOJI) != null;
            // Edits currently arrive as unsupported, with their own type.
            case "unsupported" -> !"edit".equals(message.get(JsonMember.UNSUPPORTED_TYPE));
            default -> true;
        };
    }

    private static EventOrigin.Window windowOfStatus(ScannedElement status) {
        String word = status.get(JsonMember.STATUS);
        if ("failed".equals(word)
                && WINDOW_CLOSED_CODES.contains(String.valueOf(status.get(JsonMember.FIRST_ERROR_CODE)))) {
            return EventOrigin.Window.FOUND_CLOSED;
        }
        // An open chat skips "delivered"; "read" contains the pricing then.
        boolean arrived = "delivered".equals(word) || "read".equals(word);
        boolean template = TEMPLATE_CATEGORIES.contains(String.valueOf(status.get(JsonMember.PRICING_CATEGORY)));
        if (arrived && template) {
            // Only what was sent directly names its template: it is no template of the business, and opens nothing.
            return status.get(JsonMember.TEMPLATE_ID) == null
                    ? EventOrigin.Window.TEMPLATE_DELIVERED
                    : EventOrigin.Window.UNTOUCHED;
        }
        return ofOpenWindow(status.get(JsonMember.PRICING_TYPE), status.get(JsonMember.PRICING_CATEGORY))
                ? EventOrigin.Window.FOUND_OPEN
                : EventOrigin.Window.UNTOUCHED;
    }

    /** Since October 2026 an answer of the business has a price: a message of that category cannot go otherwise. */
    private static boolean ofOpenWindow(@Nullable String type, @Nullable String category) {
        return "free_customer_service".equals(type)
                || ("regular".equals(type) && ("service".equals(category) || "general_purpose_ai".equals(category)))
                || ("free_entry_point".equals(type) && "service".equals(category));
    }

    private static boolean isStartedByBusiness(ScannedElement call) {
        return "BUSINESS_INITIATED".equals(call.get(JsonMember.DIRECTION));
    }
}
