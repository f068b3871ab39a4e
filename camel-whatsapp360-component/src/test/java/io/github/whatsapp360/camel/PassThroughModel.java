/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingPersons.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * What must happen to what is not kept: a delivery is answered 200 as soon as every subscription that takes one of its
 * events has run it, and else 503: at once if one of them does not run or stops running, or as soon as one fails. A
 * delivery that is repeated runs again. Events of one person run in the order in which they came, but for those that
 * came before it was known of two ids that they are of one person.
 */
final class PassThroughModel extends ReceivingModel {

    private final Map<String, List<Part>> lanes = new TreeMap<>();
    private final List<Delivery> open = new ArrayList<>();
    private final ReceivingPersons persons = new ReceivingPersons(false);
    private int deliveries;

    /** So long a removed route may be about to be replaced: deliveries that it took are refused. */
    private static final Duration REPLACEMENT_TIME = Duration.ofMinutes(1);

    private final Map<String, Instant> removed = new TreeMap<>();

    /** One whose sender waits for the answer. */
    private static final class Delivery {
        final List<ReceivedEvent> events;
        final List<Part> parts = new ArrayList<>();
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        boolean failed;
        boolean mayBeRefused;

        Delivery(List<ReceivedEvent> events) {
            this.events = events;
        }

        boolean isDone() {
            return parts.stream().allMatch(part -> part.completed);
        }
    }

    /** An event for one subscription. */
    private static final class Part {
        final Run run;
        final Order order;
        final Delivery delivery;
        boolean begun;
        boolean completed;

        Part(Run run, Order order, Delivery delivery) {
            this.run = run;
            this.order = order;
            this.delivery = delivery;
        }
    }

    @Override
    void define(String subscription, String events) {
        removed.remove(subscription);
        super.define(subscription, events);
    }

    @Override
    void removed(String subscription, Instant now) {
        removed.put(subscription, now);
    }

    /** Forgets the routes that have been removed for too long to be replaced. */
    void forgetRemoved(Instant now) {
        removed.forEach((subscription, since) -> {
            if (!since.plus(REPLACEMENT_TIME).isAfter(now)) {
                forget(subscription);
            }
        });
    }

    /** The number of the next delivery. */
    int next() {
        return ++deliveries;
    }

    /** The last number that was given. */
    int last() {
        return deliveries;
    }

    /**
     * A delivery is taken.
     *
     * @param isTaken whether deliveries are taken at all
     * @param isRunning whether a subscription runs
     */
    void delivered(int number, List<ReceivedEvent> events, boolean isTaken, Predicate<String> isRunning) {
        Delivery delivery = new Delivery(events);
        events.forEach(persons::mayLearn);
        for (ReceivedEvent event : events) {
            Order order = persons.order(event);
            for (String subscription : taking(event)) {
                delivery.parts.add(new Part(new Run(subscription, event, number), order, delivery));
            }
        }
        delivery.failed =
                !isTaken || delivery.parts.stream().anyMatch(part -> !isRunning.test(part.run.subscription()));
        if (!delivery.failed) {
            delivery.parts.forEach(part -> lane(part.run).add(part));
        }
        open.add(delivery);
    }

    /** The last delivery began while something else may have run. */
    void mayBeRefused() {
        Delivery last = open.get(open.size() - 1);
        last.mayBeRefused = true;
        last.failed &= !last.parts.isEmpty();
    }

    /** Its answer, now or later. */
    void answered(CompletableFuture<Integer> answer) {
        Delivery last = open.get(open.size() - 1);
        last.answer = answer;
        if (answer.getNow(200) == 200) {
            last.events.forEach(persons::learn);
        }
    }

    /** A subscription does not run now, or did not for a while, or loses exchanges in a queue. */
    void interrupted(String subscription) {
        for (Delivery delivery : open) {
            boolean waits = delivery.parts.stream()
                    .anyMatch(part -> !part.begun && part.run.subscription().equals(subscription));
            delivery.mayBeRefused |= waits;
        }
    }

    /** The application has ended. */
    void ended() {
        open.forEach(delivery -> delivery.failed |= !delivery.isDone());
        lanes.clear();
        persons.clear();
    }

    /**
     * Compares the answers with what has happened.
     *
     * @param isRunning whether a subscription runs; of any while something that was handed out has not begun yet
     * @return the deliveries that were refused
     */
    List<List<ReceivedEvent>> check(Predicate<String> isRunning) {
        List<List<ReceivedEvent>> refused = new ArrayList<>();
        for (Delivery delivery : List.copyOf(open)) {
            Integer status = delivery.answer.getNow(null);
            String problem = problem(delivery, status, isRunning);
            if (problem != null) {
                wrong(delivery.events + " " + problem);
            }
            if (status != null) {
                open.remove(delivery);
            }
            if (status != null && status != 200) {
                refused.add(delivery.events);
            }
        }
        return refused;
    }

    private static String problem(Delivery delivery, Integer status, Predicate<String> isRunning) {
        boolean failed = delivery.failed;
        boolean done = !failed && delivery.isDone();
        if (status == null) {
            boolean stands =
                    delivery.parts.stream().anyMatch(part -> !part.begun && !isRunning.test(part.run.subscription()));
            return failed || done || stands ? "is not answered" : null;
        }
        if (status == 200) {
            return done ? null : "was answered 200, but has not run";
        }
        boolean mayBeRefused = delivery.mayBeRefused && (!done || delivery.parts.isEmpty());
        boolean right = (status == 503 || status == 404) && (failed || mayBeRefused);
        return right ? null : "was answered " + status;
    }

    @Override
    void begins(Run run) {
        List<Part> lane = lane(run);
        List<Part> before = new ArrayList<>();
        for (Part part : lane) {
            if (part.run.equals(run)) {
                before.removeIf(each -> !part.order.follows(each.order));
                check(before, run);
                lane.removeAll(before);
                part.begun = true;
                return;
            }
            before.add(part);
        }
        wrong("not due: " + run);
    }

    private void check(List<Part> before, Run run) {
        for (Part part : before) {
            boolean refused = part.delivery.failed || part.delivery.mayBeRefused || part.delivery.answer.isDone();
            if (!refused) {
                wrong(run + " before " + part.run);
            }
        }
    }

    @Override
    void completed(Run run) {
        Part part = end(run);
        if (part != null) {
            part.completed = true;
        }
    }

    @Override
    boolean failed(Run run, boolean incurable) {
        Part part = end(run);
        if (part != null) {
            part.delivery.failed = true;
        }
        return true;
    }

    private Part end(Run run) {
        for (Part part : lane(run)) {
            if (part.run.equals(run)) {
                lane(run).remove(part);
                return part;
            }
        }
        return null;
    }

    private List<Part> lane(Run run) {
        return lanes.computeIfAbsent(run.subscription(), unseen -> new ArrayList<>());
    }

    @Override
    List<ReceivedEvent> waiting(String subscription) {
        return open.stream()
                .filter(delivery -> !delivery.failed && !delivery.answer.isDone())
                .flatMap(delivery -> delivery.parts.stream())
                .filter(part -> !part.completed && part.run.subscription().equals(subscription))
                .map(part -> part.run.event())
                .toList();
    }

    @Override
    boolean isAnyWaiting() {
        return open.stream().anyMatch(delivery -> !delivery.answer.isDone());
    }
}
