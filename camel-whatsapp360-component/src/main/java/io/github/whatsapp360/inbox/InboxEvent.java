package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

/**
 * One event as an inbox keeps it.
 *
 * <p>Immutable by agreement: nobody writes into {@code body}. Thread-safe.
 *
 * @param key names the event; of two with the same key the first is kept and the second is a duplicate
 * @param conversation events of one conversation are claimed one after the other, in the order in which they were stored
 * @param kind what a claim can leave out, for example while nobody takes this kind
 * @param body the event itself, opaque to the inbox
 */
@SuppressWarnings("ArrayRecordComponent") // told apart by key and id, never by equals
public record InboxEvent(String key, String conversation, String kind, byte[] body) {

    public InboxEvent {
        requireNonNull(key, "key");
        requireNonNull(conversation, "conversation");
        requireNonNull(kind, "kind");
        requireNonNull(body, "body");
    }

    /** The key alone: a body holds what customers wrote. */
    @Override
    public String toString() {
        return "InboxEvent[" + kind + ", " + body.length + " bytes]";
    }
}
