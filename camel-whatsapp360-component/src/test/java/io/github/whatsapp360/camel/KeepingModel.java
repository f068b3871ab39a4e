/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingHistory.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must run of what is kept: each event that was acknowledged, once for each subscription that was known and takes
 * it; those of one conversation in the order in which they came; nothing else. An event that failed too often, or
 * incurably, is a dead letter of this subscription, until it is replayed or purged. After the process was killed, what
 * ended last in a conversation may run again, in order, unless it was recorded.
 */
final class KeepingModel extends ReceivingModel {

    private final int redeliveries;
    private final Map<String, Map<String, Lane>> lanes = new TreeMap<>();
    private final Set<Event> seen = new HashSet<>();
    private final Map<Letter, Integer> failures = new HashMap<>();
    private final List<Letter> letters = new ArrayList<>();

    /** A conversation of a subscription. */
    private static final class Lane {
        final Deque<Event> waiting = new ArrayDeque<>();
        final List<Ended> unrecorded = new ArrayList<>();
        final List<Ended> mayRunAgain = new ArrayList<>();

        /** An event and what followed it run again. */
        void again(int from) {
            List<Ended> again = mayRunAgain.subList(from, mayRunAgain.size());
            for (int i = again.size() - 1; i >= 0; i--) {
                waiting.addFirst(again.get(i).event());
            }
            mayRunAgain.clear();
        }
    }

    private record Ended(Event event, boolean dead) {}

    /** A dead letter: an event for one subscription. */
    record Letter(String subscription, Event event) {}

    /** @param redeliveries after so many it is a dead letter; -1 for never */
    KeepingModel(int redeliveries) {
        this.redeliveries = redeliveries;
    }

    /** A delivery was answered 200. */
    void acknowledged(List<Event> delivery) {
        for (Event event : delivery) {
            List<String> taking = taking(event);
            if (!taking.isEmpty() && seen.add(event)) {
                taking.forEach(each -> lane(each, event).waiting.add(event));
            }
        }
    }

    @Override
    void begins(Run run) {
        Lane lane = lane(run.subscription(), run.event());
        int again = lane.mayRunAgain.stream().map(Ended::event).toList().indexOf(run.event());
        if (again >= 0) {
            lane.again(again);
        }
        lane.mayRunAgain.clear();
        Event due = lane.waiting.peek();
        if (!run.event().equals(due)) {
            wrong(run.subscription() + " begins " + run.event() + ", due is " + due);
        }
    }

    @Override
    void completed(Run run) {
        end(run, false);
    }

    private void end(Run run, boolean dead) {
        Lane lane = lane(run.subscription(), run.event());
        Event due = lane.waiting.poll();
        if (!run.event().equals(due)) {
            wrong(run.subscription() + " ended " + run.event() + ", due was " + due);
        }
        lane.unrecorded.add(new Ended(run.event(), dead));
        failures.remove(new Letter(run.subscription(), run.event()));
    }

    @Override
    boolean failed(Run run, boolean incurable) {
        Letter letter = new Letter(run.subscription(), run.event());
        int times = failures.merge(letter, 1, Integer::sum);
        boolean dead = incurable || (redeliveries >= 0 && times > redeliveries);
        if (dead) {
            end(run, true);
            letters.add(letter);
        }
        return dead;
    }

    /** All that ended is written down now. */
    void recorded() {
        all().forEach(lane -> {
            lane.unrecorded.clear();
        });
    }

    /**
     * The process was killed.
     *
     * @param found the dead letters that there are now: one that is not there runs again, with all that followed it
     */
    void killed(Collection<Letter> found) {
        lanes.forEach((subscription, ofSubscription) -> ofSubscription.values().forEach(lane -> {
            lane.mayRunAgain.addAll(lane.unrecorded);
            lane.unrecorded.clear();
            for (int i = lane.mayRunAgain.size() - 1; i >= 0; i--) {
                if (isRecorded(lane.mayRunAgain.get(i), subscription, found)) {
                    lane.mayRunAgain.subList(0, i + 1).clear();
                    break;
                }
            }
            int lost = lane.mayRunAgain.stream().map(Ended::dead).toList().indexOf(true);
            if (lost >= 0) {
                lane.mayRunAgain.forEach(each -> letters.remove(new Letter(subscription, each.event())));
                lane.mayRunAgain.subList(0, lost).clear();
                lane.again(0);
            }
        }));
    }

    private static boolean isRecorded(Ended ended, String subscription, Collection<Letter> found) {
        return ended.dead() && found.contains(new Letter(subscription, ended.event()));
    }

    /** The dead letters that there are. */
    void lettersAre(Collection<Letter> found) {
        Comparator<Letter> order = Comparator.comparing(Letter::toString);
        List<Letter> are = found.stream().sorted(order).toList();
        List<Letter> shouldBe = letters.stream().sorted(order).toList();
        if (!are.equals(shouldBe)) {
            wrong("Dead letters are " + are + ", should be " + shouldBe);
        }
    }

    /** All dead letters run again, behind what waits. */
    void replayed() {
        letters.forEach(each -> lane(each.subscription(), each.event()).waiting.add(each.event()));
        letters.clear();
    }

    /** All dead letters are gone. */
    void purged() {
        letters.clear();
    }

    private Lane lane(String subscription, Event event) {
        return lanes.computeIfAbsent(subscription, unseen -> new HashMap<>())
                .computeIfAbsent(event.conversation(), unseen -> new Lane());
    }

    private List<Lane> all() {
        return lanes.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    @Override
    List<Event> waiting(String subscription) {
        return lanes.getOrDefault(subscription, Map.of()).values().stream()
                .flatMap(lane -> lane.waiting.stream())
                .toList();
    }

    @Override
    boolean isAnyWaiting() {
        return all().stream().anyMatch(lane -> !lane.waiting.isEmpty());
    }
}
