package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

/**
 * One event as an inbox keeps it for one subscription. An event that several subscriptions take is several of these, with the
 * same key, in one delivery.
 *
 * <p>Immutable by agreement: nobody writes into {@code body}. Thread-safe.
 *
 * @param key names the event; a delivery's events with a key that was stored before are duplicates and are left out
 * @param conversation events of one conversation and subscription are claimed one after the other, in the order in which they
 *     were stored
 * @param subscription for whom it is kept; a claim names the subscriptions that run
 * @param kind the event's family, for operators
 * @param body the event itself, opaque to the inbox
 */
@SuppressWarnings("ArrayRecordComponent") // told apart by key and id, never by equals
public record InboxEvent(String key, String conversation, String subscription, String kind, byte[] body) {

    public InboxEvent {
        requireNonNull(key, "key");
        requireNonNull(conversation, "conversation");
        requireNonNull(subscription, "subscription");
        requireNonNull(kind, "kind");
        requireNonNull(body, "body");
    }

    /**
     * What is worked off one after the other: a conversation of a subscription. No other subscription's events stand in its way.
     */
    public String conversationKey() {
        return subscription + '\n' + conversation;
    }

    /** The same event for another subscription. */
    public InboxEvent forSubscription(String other) {
        return new InboxEvent(key, conversation, other, kind, body);
    }

    /** Neither key nor body: a body holds what customers wrote. */
    @Override
    public String toString() {
        return "InboxEvent[" + kind + " for " + subscription + ", " + body.length + " bytes]";
    }
}
