/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must happen to what is delivered, and what of it went wrong. Confined to one thread. */
abstract class ReceivingModel {

    private final Map<String, String> known = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** A route is known; it stays so, also when it is removed. */
    void define(String subscription, String events) {
        known.put(subscription, events);
    }

    /** A route is removed. */
    void removed(String subscription, Instant now) {}

    /** A removed route counts no more. */
    final void forget(String subscription) {
        known.remove(subscription);
    }

    /** The application starts anew: what is known of routes that it no longer has is forgotten. */
    void keepOnly(Set<String> defined) {
        known.keySet().retainAll(defined);
    }

    /** The known subscriptions that take an event. */
    final List<String> taking(ReceivedEvent event) {
        return known.keySet().stream()
                .filter(each -> event.isTakenBy(known.get(each)))
                .toList();
    }

    /** A route begins with an event. */
    abstract void begins(Run run);

    /** An exchange ended without a failure. */
    abstract void completed(Run run);

    /**
     * An exchange failed.
     *
     * @return whether it is not going to run again by itself
     */
    abstract boolean failed(Run run, boolean incurable);

    /** What has not run yet. */
    abstract List<ReceivedEvent> waiting(String subscription);

    /** Whether anything of any subscription has not run yet. */
    abstract boolean isAnyWaiting();

    /** @param delivery which one it came with, where each delivery is one of its own */
    record Run(String subscription, ReceivedEvent event, int delivery) {}

    void wrong(String what) {
        wrong.add(what);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
