/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingPersons.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must run of what is kept: each event that was acknowledged, once for each subscription that was known and takes
 * it; those of one person, see {@link ReceivingPersons}, in the order in which they came; nothing else. An event that
 * failed too often, or incurably, is a dead letter of this subscription, until it is replayed or purged. After the
 * process was killed, what ended last of a person may run again, in order, unless it was recorded.
 */
final class KeepingModel extends ReceivingModel {

    private final int redeliveries;
    private final ReceivingPersons persons = new ReceivingPersons(true);
    private final Map<String, Lane> lanes = new TreeMap<>();
    private final Map<ReceivedEvent, Order> seen = new HashMap<>();
    private final Map<Letter, Integer> failures = new HashMap<>();
    private final List<Letter> letters = new ArrayList<>();
    private int entries;

    /** What waits for a subscription, and what has ended. */
    private static final class Lane {
        final List<Entry> waiting = new ArrayList<>();
        final List<Ended> unrecorded = new ArrayList<>();
        final List<Ended> mayRunAgain = new ArrayList<>();

        @Nullable
        Entry waiting(ReceivedEvent event) {
            return waiting.stream()
                    .filter(each -> each.event().equals(event))
                    .findFirst()
                    .orElse(null);
        }

        /** What must end before an event may begin; null if nothing. */
        @Nullable
        Entry before(Entry entry) {
            return waiting.stream().filter(entry::follows).findFirst().orElse(null);
        }

        /** What an event follows has been recorded. */
        void recordedBefore(Entry entry) {
            mayRunAgain.removeIf(each -> entry.follows(each.entry()));
        }

        /** An event and what followed it run again. */
        List<Ended> again(Ended first) {
            List<Ended> again = mayRunAgain.stream()
                    .filter(each -> each == first || each.entry().follows(first.entry()))
                    .toList();
            mayRunAgain.removeAll(again);
            again.forEach(each -> waiting.add(each.entry()));
            waiting.sort(Comparator.comparingInt(Entry::number));
            return again;
        }
    }

    /** An event in the order in which it came. */
    private record Entry(ReceivedEvent event, int number, Order order) {

        boolean follows(Entry other) {
            return other.number < number && order.follows(other.order);
        }
    }

    private record Ended(Entry entry, boolean dead) {

        Letter letter(String subscription) {
            return new Letter(subscription, entry.event());
        }
    }

    /** A dead letter: an event for one subscription. */
    record Letter(String subscription, ReceivedEvent event) {}

    /** @param redeliveries after so many it is a dead letter; -1 for never */
    KeepingModel(int redeliveries) {
        this.redeliveries = redeliveries;
    }

    /** A delivery was answered 200. */
    void acknowledged(List<ReceivedEvent> delivery) {
        delivery.forEach(persons::learn);
        for (ReceivedEvent event : delivery) {
            List<String> taking = taking(event);
            if (!taking.isEmpty() && !seen.containsKey(event)) {
                seen.put(event, persons.order(event));
                taking.forEach(each -> add(each, event));
            }
        }
    }

    private void add(String subscription, ReceivedEvent event) {
        Order order = Objects.requireNonNull(seen.get(event));
        lane(subscription).waiting.add(new Entry(event, ++entries, order));
    }

    @Override
    void begins(Run run) {
        Lane lane = lane(run.subscription());
        lane.mayRunAgain.stream()
                .filter(each -> each.entry().event().equals(run.event()))
                .findFirst()
                .ifPresent(lane::again);
        Entry entry = lane.waiting(run.event());
        if (entry == null) {
            wrong(run.subscription() + " begins " + run.event() + ", which is not due");
            return;
        }
        lane.recordedBefore(entry);
        Entry before = lane.before(entry);
        if (before != null) {
            wrong(run.subscription() + " begins " + run.event() + ", due is " + before.event());
        }
    }

    @Override
    void completed(Run run) {
        end(run, false);
    }

    private void end(Run run, boolean dead) {
        Lane lane = lane(run.subscription());
        Entry entry = lane.waiting(run.event());
        if (entry == null) {
            wrong(run.subscription() + " ended " + run.event() + ", which was not due");
            return;
        }
        lane.waiting.remove(entry);
        lane.unrecorded.add(new Ended(entry, dead));
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
        lanes.values().forEach(lane -> {
            lane.unrecorded.clear();
        });
    }

    /**
     * The process was killed.
     *
     * @param found the dead letters that there are now: one that is not there runs again, with all that followed it
     */
    void killed(Collection<Letter> found) {
        lanes.forEach((subscription, lane) -> {
            lane.mayRunAgain.addAll(lane.unrecorded);
            lane.unrecorded.clear();
            for (Ended dead : lane.mayRunAgain.stream().filter(Ended::dead).toList()) {
                if (found.contains(dead.letter(subscription))) {
                    lane.recordedBefore(dead.entry());
                    lane.mayRunAgain.remove(dead);
                } else {
                    lane.again(dead).forEach(each -> letters.remove(each.letter(subscription)));
                }
            }
        });
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
        letters.forEach(each -> add(each.subscription(), each.event()));
        letters.clear();
    }

    /** All dead letters are gone. */
    void purged() {
        letters.clear();
    }

    private Lane lane(String subscription) {
        return lanes.computeIfAbsent(subscription, unseen -> new Lane());
    }

    @Override
    List<ReceivedEvent> waiting(String subscription) {
        return lanes.containsKey(subscription)
                ? lane(subscription).waiting.stream().map(Entry::event).toList()
                : List.of();
    }

    @Override
    boolean isAnyWaiting() {
        return lanes.values().stream().anyMatch(lane -> !lane.waiting.isEmpty());
    }
}
