package io.github.whatsapp360.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A script of what happens to the routes of an account, and of what is delivered meanwhile. Written down by {@link
 * #toString}, it can be read; with its seed it can be played again.
 *
 * @param seed decides in which order tasks run that may run side by side
 * @param embedded whether the inbox is embedded, else it is in memory
 */
record ReceivingHistory(long seed, boolean embedded, List<Step> steps) {

    private static final int MOST_STEPS = 40;
    private static final List<String> SELECTIONS =
            List.of("message", "message", "status", "status:read", "all", "message,status:read");
    private static final List<String> STATUSES = List.of("sent", "delivered", "read");

    /** One message or status; its key is what it is. */
    record Event(boolean message, int about, String name) {

        boolean isTakenBy(String selection) {
            return switch (selection) {
                case "all" -> true;
                case "message,status:read" -> message || name.equals("read");
                case "status:read" -> !message && name.equals("read");
                default -> selection.equals(message ? "message" : "status");
            };
        }

        /** What is worked off in order. */
        String conversation() {
            return (message ? "user " : "statuses of ") + about;
        }

        @Override
        public String toString() {
            return (message ? "m" : "s") + about + ":" + name;
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
            world.define(this);
        }
    }

    record Start(int route, boolean fails) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.start(route, fails);
        }
    }

    /** @param forced whether Camel loses patience meanwhile */
    record Suspend(int route, boolean forced) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.suspend(route, forced);
        }
    }

    record Resume(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.resume(route);
        }
    }

    record Stop(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.stop(route);
        }
    }

    record Remove(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.remove(route);
        }
    }

    /** The application ends and starts again, with the routes that it has. */
    record Restart() implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.restart();
        }
    }

    record Deliver(List<Event> events) implements Step {
        @Override
        public void play(ReceivingWorld world) throws Exception {
            world.deliver(events);
        }
    }

    /** The next runs of a route fail. */
    record Fail(int route, int times) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.fail(route, times);
        }
    }

    /** A route is slow: what it gets from now on it keeps, until it is released. */
    record Hold(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.hold(route);
        }
    }

    /** A route is quick again. */
    record Release(int route) implements Step {
        @Override
        public void play(ReceivingWorld world) {
            world.release(route);
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

    static ReceivingHistory random(long seed, boolean embedded) {
        Random random = new Random(seed);
        int routes = 1 + random.nextInt(4);
        int length = 5 + random.nextInt(MOST_STEPS - 5);
        List<Step> steps = new ArrayList<>();
        for (int route = 0; route < routes; route++) {
            steps.add(define(random, route));
        }
        List<Deliver> delivered = new ArrayList<>();
        while (steps.size() < length) {
            Step step = random.nextInt(8) == 0 && !delivered.isEmpty()
                    ? delivered.get(random.nextInt(delivered.size()))
                    : next(random, random.nextInt(routes), embedded);
            steps.add(step);
            if (step instanceof Deliver delivery) {
                delivered.add(delivery);
            }
        }
        return new ReceivingHistory(seed, embedded, List.copyOf(steps));
    }

    private static Step next(Random random, int route, boolean embedded) {
        return switch (random.nextInt(22)) {
            case 0 -> define(random, route);
            case 1, 2 -> new Start(route, random.nextInt(4) == 0);
            case 3 -> new Suspend(route, random.nextInt(3) == 0);
            case 4 -> new Resume(route);
            case 5 -> new Stop(route);
            case 6 -> new Remove(route);
            case 7 -> embedded ? new Restart() : new Stop(route);
            case 8 -> new Fail(route, 1 + random.nextInt(3));
            case 9 -> new Hold(route);
            case 10 -> new Release(route);
            case 11 -> new Drain(route);
            case 12, 13, 14 -> new Work(1 + random.nextInt(6));
            case 15, 16 -> new Settle();
            default -> delivery(random);
        };
    }

    private static Define define(Random random, int route) {
        Kind kind = random.nextInt(3) > 0 ? Kind.PLAIN : Kind.values()[random.nextInt(3)];
        String events = SELECTIONS.get(random.nextInt(SELECTIONS.size()));
        return new Define(route, events, kind, random.nextInt(3) > 0, random.nextInt(6) == 0);
    }

    private static Deliver delivery(Random random) {
        return new Deliver(IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> random.nextInt(3) > 0
                        ? new Event(true, random.nextInt(3), Integer.toString(random.nextInt(1_000)))
                        : new Event(false, random.nextInt(4), STATUSES.get(random.nextInt(3))))
                // In a document messages come first.
                .sorted((one, other) -> Boolean.compare(other.message(), one.message()))
                .distinct()
                .toList());
    }

    /** The same without some of its steps, the shortest ones first. */
    List<ReceivingHistory> smaller() {
        List<ReceivingHistory> smaller = new ArrayList<>();
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int from = steps.size() - size; from >= 0; from -= size) {
                List<Step> left = new ArrayList<>(steps);
                left.subList(from, from + size).clear();
                smaller.add(new ReceivingHistory(seed, embedded, List.copyOf(left)));
            }
        }
        return smaller;
    }

    @Override
    public String toString() {
        return "Seed " + seed + ", inbox=" + (embedded ? "embedded" : "memory") + "\n"
                + steps.stream().map(step -> "  " + step).collect(Collectors.joining("\n"));
    }
}
