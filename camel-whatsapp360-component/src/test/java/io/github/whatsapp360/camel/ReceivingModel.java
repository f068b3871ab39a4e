package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingHistory.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must run: each event that was acknowledged, once for each subscription that was known and takes it; those of one
 * conversation in the order in which they came; nothing else.
 */
final class ReceivingModel {

    private final Map<String, String> known = new TreeMap<>();
    private final Map<String, Map<String, Deque<Event>>> waiting = new TreeMap<>();
    private final Set<Event> seen = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    /** A route is known; it stays so, also when it is removed. */
    void define(String subscription, String events) {
        known.put(subscription, events);
    }

    /** The application starts anew: what is known of routes that it no longer has is forgotten. */
    void keepOnly(Set<String> defined) {
        known.keySet().retainAll(defined);
    }

    /** A delivery was answered 200. */
    void acknowledged(List<Event> delivery) {
        for (Event event : delivery) {
            List<String> taking = known.keySet().stream()
                    .filter(each -> event.isTakenBy(known.get(each)))
                    .toList();
            if (!taking.isEmpty() && seen.add(event)) {
                taking.forEach(each -> lane(each, event).add(event));
            }
        }
    }

    /** An exchange ended without a failure. */
    void completed(String subscription, Event event) {
        Event due = lane(subscription, event).poll();
        if (!event.equals(due)) {
            wrong.add(subscription + " completed " + event + ", due was " + due);
        }
    }

    private Deque<Event> lane(String subscription, Event event) {
        return waiting.computeIfAbsent(subscription, unseen -> new HashMap<>())
                .computeIfAbsent(event.conversation(), unseen -> new ArrayDeque<>());
    }

    /** What has not run yet. */
    List<Event> waiting(String subscription) {
        return waiting.getOrDefault(subscription, Map.of()).values().stream()
                .flatMap(Deque::stream)
                .toList();
    }

    /** Whether anything of any subscription has not run yet. */
    boolean isAnyWaiting() {
        return waiting.keySet().stream().anyMatch(each -> !waiting(each).isEmpty());
    }

    void wrong(String what) {
        wrong.add(what);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }
}
