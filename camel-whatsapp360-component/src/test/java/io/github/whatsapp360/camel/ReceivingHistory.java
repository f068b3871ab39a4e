/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivedEvent.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A script of what happens to the routes of an account, and of what is delivered meanwhile. Written down by {@link
 * #toString}, it can be read; with its seed it can be played again.
 *
 * @param seed decides in which order tasks run that may run side by side
 * @param store where events wait
 * @param redeliveries after so many an event that failed again is a dead letter; -1 for never
 */
record ReceivingHistory(long seed, Store store, int redeliveries, List<Step> steps) {

    private static final int MOST_STEPS = 40;

    /** A full queue fails as often as it likes: where there are queues, nothing is given up for having failed often. */
    private static final int REDELIVERIES = 4;

    private static final int PERSONS = 3;

    private static final List<String> SELECTIONS =
            List.of("message", "message", "status", "status:read", "all", "message,status:read");
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");
    private static final List<Form> FORMS = List.of(
            Form.NUMBER,
            Form.NUMBER,
            Form.NUMBER,
            Form.ID,
            Form.ID,
            Form.ID,
            Form.BOTH,
            Form.BOTH,
            Form.NEW_NUMBER,
            Form.NEW_ID,
            Form.NEW_ID_OF_NOBODY);

    /** Where events wait, as the option inbox names it. */
    enum Store {
        MEMORY,
        EMBEDDED,
        JDBC,
        NONE;

        /** Whether what was acknowledged is still there when the process has ended. */
        boolean outlivesProcess() {
            return this == EMBEDDED || this == JDBC;
        }

        String option() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a route does with its events. */
    enum Kind {
        /** Works on them itself. */
        PLAIN,
        /** Hands them to a queue with one place, which fails when it is full. */
        QUEUE,
        /** The same, but when the queue is full they vanish. */
        DISCARDING_QUEUE
    }

    /** Something that happens. */
    interface Step {
        void play(ReceivingWorld world) throws Exception;
    }

    record Define(int route, String events, Kind kind, boolean autoStartup, boolean startFails) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().define(this);
        }
    }

    record Start(int route, boolean fails) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().start(route, fails);
        }
    }

    /** @param forced whether Camel loses patience meanwhile */
    record Suspend(int route, boolean forced) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().suspend(route, forced);
        }
    }

    record Resume(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().resume(route);
        }
    }

    record Stop(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().stop(route);
        }
    }

    record Remove(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.routes().remove(route);
        }
    }

    /** The application ends and starts again, with the routes that it has. */
    record Restart() implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.restart();
        }
    }

    /** The process of the application ends at once, without any farewell, and is started again. */
    record Kill() implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.kill();
        }
    }

    record Deliver(List<ReceivedEvent> events) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.sender().deliver(events);
        }
    }

    /** The head of a delivery comes, and some of its body. */
    record BeginDelivery(List<ReceivedEvent> events) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.sender().begin(events);
        }
    }

    /** The rest of its body comes. */
    record EndDelivery() implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.sender().end();
        }
    }

    /** The next runs of a route fail. */
    record Fail(int route, int times) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.ifKnown(route, known -> known.fail(times));
        }
    }

    /** The next event of a route fails in a way that no repetition cures. */
    record FailIncurably(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.ifKnown(route, ScriptedRoute::failIncurably);
        }
    }

    /** The next event of a route fails whenever it runs, until it is a dead letter. */
    record FailForEver(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.ifKnown(route, ScriptedRoute::failForEver);
        }
    }

    /** An operator lets all dead letters run again. */
    record Replay() implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.replay();
        }
    }

    /** An operator removes all dead letters. */
    record Purge() implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.purge();
        }
    }

    /** A route is slow: what it gets from now on it keeps, until it is released. */
    record Hold(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.ifKnown(route, ScriptedRoute::hold);
        }
    }

    /** A route is quick again. */
    record Release(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.ifKnown(route, ScriptedRoute::release);
        }
    }

    /** What is in a route's queue is worked on. */
    record Drain(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.drain(route);
        }
    }

    /** So many tasks of the threads that hand events out run. */
    record Work(int tasks) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.work(tasks);
        }
    }

    /** Time passes until nothing more happens by itself. */
    record Settle() implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.settle();
        }
    }

    static ReceivingHistory random(long seed, Store store) {
        return new Writer(seed, store).history();
    }

    /** Thinks a history up. */
    private static final class Writer {
        private final long seed;
        private final Store store;
        private final Random random;
        private final int routes;
        private final boolean queues;
        private final int[] generations = new int[PERSONS];
        private final boolean[] hidden = new boolean[PERSONS];
        private int messages;

        Writer(long seed, Store store) {
            this.seed = seed;
            this.store = store;
            this.random = new Random(seed);
            this.routes = 1 + random.nextInt(4);
            this.queues = random.nextInt(2) == 0;
        }

        ReceivingHistory history() {
            int length = 5 + random.nextInt(MOST_STEPS - 5);
            List<Step> steps = new ArrayList<>();
            for (int route = 0; route < routes; route++) {
                steps.add(define(route));
            }
            List<Deliver> delivered = new ArrayList<>();
            while (steps.size() < length) {
                Step step = random.nextInt(8) == 0 && !delivered.isEmpty()
                        ? delivered.get(random.nextInt(delivered.size()))
                        : next(random.nextInt(routes));
                steps.add(step);
                if (step instanceof Deliver delivery) {
                    delivered.add(delivery);
                }
            }
            return new ReceivingHistory(seed, store, queues ? -1 : REDELIVERIES, List.copyOf(steps));
        }

        private Step next(int route) {
            return switch (random.nextInt(28)) {
                case 0 -> define(route);
                case 1, 2 -> new Start(route, random.nextInt(4) == 0);
                case 3 -> new Suspend(route, random.nextInt(3) == 0);
                case 4 -> new Resume(route);
                case 5 -> new Stop(route);
                case 6 -> new Remove(route);
                case 7 -> store == Store.MEMORY ? new Stop(route) : new Restart();
                case 8 -> store.outlivesProcess() ? new Kill() : new Suspend(route, false);
                case 9 -> new Fail(route, 1 + random.nextInt(3));
                case 10 -> new FailIncurably(route);
                case 11 -> queues ? new Fail(route, 1) : new FailForEver(route);
                case 12 -> random.nextInt(4) > 0 ? new Replay() : new Purge();
                case 13 -> new Hold(route);
                case 14 -> new Release(route);
                case 15 -> new Drain(route);
                case 16, 17, 18 -> new Work(1 + random.nextInt(6));
                case 19, 20 -> new Settle();
                case 21 -> new BeginDelivery(delivery().events());
                case 22 -> new EndDelivery();
                default -> delivery();
            };
        }

        private Define define(int route) {
            Kind kind = !queues || random.nextInt(3) > 0 ? Kind.PLAIN : Kind.values()[random.nextInt(3)];
            String events = SELECTIONS.get(random.nextInt(SELECTIONS.size()));
            return new Define(route, events, kind, random.nextInt(3) > 0, random.nextInt(6) == 0);
        }

        private Deliver delivery() {
            return new Deliver(IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(i -> random.nextInt(3) > 0
                            ? message(random.nextInt(PERSONS))
                            : ReceivedEvent.status(random.nextInt(4), STATUSES.get(random.nextInt(3))))
                    // In a document messages come first.
                    .sorted((one, other) -> Boolean.compare(other.message(), one.message()))
                    .distinct()
                    .toList());
        }

        /** A number that its person has not been seen with before the id is not certain to be of the same person. */
        private ReceivedEvent message(int person) {
            Form form = FORMS.get(random.nextInt(FORMS.size()));
            boolean isNamed = hidden[person] && form == Form.NUMBER;
            ReceivedEvent event = new ReceivedEvent(
                    true, person, Integer.toString(++messages), isNamed ? Form.BOTH : form, generations[person]);
            if (form.isChange()) {
                generations[person]++;
                hidden[person] = form.isHiddenChange();
            }
            return event;
        }
    }

    /** The same without some of its steps, the shortest ones first. */
    List<ReceivingHistory> smaller() {
        List<ReceivingHistory> smaller = new ArrayList<>();
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int from = steps.size() - size; from >= 0; from -= size) {
                List<Step> left = new ArrayList<>(steps);
                left.subList(from, from + size).clear();
                smaller.add(new ReceivingHistory(seed, store, redeliveries, List.copyOf(left)));
            }
        }
        return smaller;
    }

    @Override
    public String toString() {
        return "Seed " + seed + ", inbox=" + store.option() + ", maximumRedeliveries=" + redeliveries + "\n"
                + steps.stream().map(step -> "  " + step).collect(Collectors.joining("\n"));
    }
}
