package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which events of one delivery are new. The first event with a key asks whether the key is known, and answers for all others of
 * the delivery with this key: they are the same event for other subscriptions. A second one for the same subscription is a
 * duplicate.
 *
 * <p>Confined to one thread; one for each delivery.
 */
public final class DuplicateFilter {

    private final Map<String, Boolean> freshKeys = new HashMap<>();
    private final Set<String> kept = new HashSet<>();

    /**
     * Enters a key.
     *
     * @param <E> what it fails with
     */
    @FunctionalInterface
    public interface KeyEntry<E extends Exception> {

        /** Whether the key was not known before. */
        boolean enter() throws E;
    }

    /** Whether the event is new; {@code entry} is asked for the first event of each key. */
    public <E extends Exception> boolean isFresh(InboxEvent event, KeyEntry<E> entry) throws E {
        Boolean known = freshKeys.get(event.key());
        if (known == null) {
            known = entry.enter();
            freshKeys.put(event.key(), known);
        }
        return known && kept.add(event.subscription() + '\n' + event.key());
    }
}
