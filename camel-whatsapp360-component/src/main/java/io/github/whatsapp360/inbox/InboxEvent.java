/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

/**
 * One event as stored for one subscription. An event for several subscriptions is several of these, with the same key,
 * in one delivery.
 *
 * <p>Immutable as long as nobody writes into {@code body}. Thread-safe.
 *
 * @param key identifies the event; events whose key an earlier delivery stored are duplicates and are skipped
 * @param conversation events of one conversation and subscription are claimed one at a time, in the order in which they
 *     were stored
 * @param subscription the subscription that the event is stored for
 * @param kind event family, for operators
 * @param body the event; opaque to the inbox
 */
@SuppressWarnings("ArrayRecordComponent") // compared by key, never by equals
public record InboxEvent(String key, String conversation, String subscription, String kind, byte[] body) {

    public InboxEvent {
        requireNonNull(key, "key");
        requireNonNull(conversation, "conversation");
        requireNonNull(subscription, "subscription");
        requireNonNull(kind, "kind");
        requireNonNull(body, "body");
    }

    /**
     * Returns the key of the conversation within its subscription. Events with the same conversation key run one at a
     * time.
     */
    public String conversationKey() {
        return conversationKey(subscription, conversation);
    }

    /** As {@link #conversationKey()}, for any subscription and conversation. */
    public static String conversationKey(String subscription, String conversation) {
        return subscription + '\n' + conversation;
    }

    /** Returns the same event in another conversation. */
    public InboxEvent inConversation(String other) {
        return other.equals(conversation) ? this : new InboxEvent(key, other, subscription, kind, body);
    }

    /** Returns the same event for another subscription. */
    public InboxEvent forSubscription(String other) {
        return new InboxEvent(key, conversation, other, kind, body);
    }

    /** Contains neither key nor body: a body contains customer data. */
    @Override
    public String toString() {
        return "InboxEvent[" + kind + " for " + subscription + ", " + body.length + " bytes]";
    }
}
