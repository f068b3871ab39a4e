/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides which events of one delivery are new, in every store. The store looks up the key, which the webhook made.
 * The key is looked up for the first event with that key; the result holds for
 * all events of the delivery with this key, which are the same event for other subscriptions. A second event for the
 * same subscription is a duplicate.
 *
 * <p>Confined to one thread. Use one instance per delivery.
 */
public final class DuplicateFilter {

    private final Map<String, Boolean> freshKeys = new HashMap<>();
    private final Set<String> kept = new HashSet<>();

    /**
     * Adds a key to the known keys.
     *
     * @param <E> the exception type
     */
    @FunctionalInterface
    public interface KeyEntry<E extends Exception> {

        /** Returns whether the key was unknown. */
        boolean enter() throws E;
    }

    /** Whether the event is new. {@code entry} is called for the first event of each key. */
    public <E extends Exception> boolean isFresh(InboxEvent event, KeyEntry<E> entry) throws E {
        Boolean known = freshKeys.get(event.key());
        if (known == null) {
            known = entry.enter();
            freshKeys.put(event.key(), known);
        }
        return known && kept.add(event.subscription() + '\n' + event.key());
    }
}
