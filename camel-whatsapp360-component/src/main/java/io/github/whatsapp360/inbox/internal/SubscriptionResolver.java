/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxEvent;
import java.util.List;

/**
 * Assigns subscriptions to events that an earlier version stored without one.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface SubscriptionResolver {

    /**
     * Separates the names of consumers that an earlier version recorded as done with an event; also the first character
     * of that record.
     */
    char DONE = '\n';

    /**
     * Returns the subscriptions that receive an event.
     *
     * @param event its body is as stored
     * @return empty if there is none: the event is stored for a subscription named after its kind, and is orphaned if
     *     there is no such subscription
     */
    List<String> subscriptionsOf(InboxEvent event);

    /** Whether an event has no subscription: the name is empty, or contains the record of an earlier version. */
    static boolean isUnassigned(InboxEvent event) {
        return event.subscription().isEmpty() || event.subscription().charAt(0) == DONE;
    }

    /** Returns the event for each subscription that receives it and is not recorded as done; empty if all are done. */
    default List<InboxEvent> assign(InboxEvent event) {
        List<String> taking = subscriptionsOf(event);
        if (taking.isEmpty()) {
            return List.of(event.forSubscription(event.kind()));
        }
        List<String> done = List.of(event.subscription().split(String.valueOf(DONE), -1));
        return taking.stream()
                .filter(name -> !done.contains(name))
                .map(event::forSubscription)
                .toList();
    }
}
