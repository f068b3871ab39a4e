/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.receive.Events;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.Dispatcher;
import io.github.whatsapp360.inbox.internal.EventHandler;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.RedeliveryPolicy;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresDatabase;
import io.github.whatsapp360.inbox.internal.postgres.PostgresInbox;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An inbox and its dispatcher, in PostgreSQL ({@code start database=}) or embedded ({@code start directory=}), with one
 * subscription that runs and one that does not. {@code fill events=} stores events for the one that does not; {@code
 * run rate= seconds=} stores events for the other one, evenly, and tells how long each took until it ran; {@code idle
 * seconds=} does nothing.
 */
public final class SetAsideRole implements Role {

    private static final int CONCURRENT_CONSUMERS = 8;
    private static final String ACCOUNT = "bench1";
    private static final String STOPPED = "stopped";
    private static final InboxLimits LIMITS = new InboxLimits(20_000_000, Duration.ofDays(8));
    private static final int MAXIMUM_DELIVERY = 50;
    private static final int MAXIMUM_IN_FLIGHT = 40;
    private static final double MILLISECOND = 1e6;

    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Queue<Long> delays = new ConcurrentLinkedQueue<>();
    private final Semaphore ran = new Semaphore(0);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Events events;
    private @Nullable HikariDataSource pool;
    private @Nullable Inbox inbox;
    private @Nullable Dispatcher dispatcher;

    /** Nothing is open yet. */
    public SetAsideRole() throws UnreadableDeliveryException {
        events = new Events();
    }

    @Override
    public Map<String, Double> start(Order start) {
        Inbox opened = inbox(start);
        inbox = opened;
        Dispatcher works = new Dispatcher(
                opened,
                new Running(),
                new Dispatcher.Settings("support", CONCURRENT_CONSUMERS, RedeliveryPolicy.DEFAULT),
                new Dispatcher.Threads(threads, timer),
                clock);
        dispatcher = works;
        opened.open(works::wake);
        works.start();
        return Map.of();
    }

    private Inbox inbox(Order start) {
        String url = start.text("database", "");
        if (url.isEmpty()) {
            SqliteDatabase file = new SqliteDatabase(Path.of(start.text("directory")), ACCOUNT, clock);
            return new EmbeddedInbox(file, LIMITS, clock, threads);
        }
        pool = Postgres.pool(url, 1);
        return new PostgresInbox(
                new PostgresDatabase(pool, ACCOUNT),
                LIMITS,
                clock,
                threads,
                new PostgresInbox.NodeIdentity("benchmark"));
    }

    /** The subscription that runs, with a route that does nothing. */
    private final class Running implements EventHandler {

        @Override
        public void handle(Claim claim, Consumer<Result> done) {
            Long begin = asked.remove(claim.event().key());
            if (begin != null) {
                delays.add(System.nanoTime() - begin);
            }
            done.accept(Result.done());
            ran.release();
        }

        @Override
        public Set<String> runningSubscriptions() {
            return Set.of(Events.SUBSCRIPTION);
        }
    }

    @Override
    public Map<String, Double> answer(Order order) throws InterruptedException {
        Inbox open = inbox;
        if (open == null) {
            throw new IllegalStateException("Expected start before anything else");
        }
        return switch (order.verb()) {
            case "fill" -> fill(open, order.number("events"));
            case "run" -> run(open, order.number("rate"), order.fraction("seconds"));
            case "idle" -> idle(order.fraction("seconds"));
            default -> throw new IllegalArgumentException("Expected fill, run or idle, actual " + order.verb());
        };
    }

    private Map<String, Double> fill(Inbox open, int count) {
        List<CompletableFuture<Integer>> underWay = new ArrayList<>();
        for (int left = count; left > 0; left -= MAXIMUM_DELIVERY) {
            List<InboxEvent> delivery = new ArrayList<>();
            for (int i = 0; i < Math.min(left, MAXIMUM_DELIVERY); i++) {
                delivery.add(events.next().forSubscription(STOPPED));
            }
            underWay.add(open.store(delivery));
            if (underWay.size() == MAXIMUM_IN_FLIGHT) {
                underWay.forEach(CompletableFuture::join);
                underWay.clear();
            }
        }
        underWay.forEach(CompletableFuture::join);
        return Map.of("waiting", (double) open.waitingBySubscription().getOrDefault(STOPPED, 0L));
    }

    private Map<String, Double> run(Inbox open, int rate, double seconds) throws InterruptedException {
        int count = Math.max(1, (int) (rate * seconds));
        delays.clear();
        List<CompletableFuture<Integer>> stored = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            waitUntil(begin + (long) (i * 1e9 / rate));
            InboxEvent event = events.next();
            asked.put(event.key(), System.nanoTime());
            stored.add(open.store(List.of(event)));
        }
        stored.forEach(CompletableFuture::join);
        ran.acquire(count);
        long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
        return Map.of("events", (double) count, "p50", percentile(sorted, 0.5), "p99", percentile(sorted, 0.99));
    }

    private void waitUntil(long nanoTime) throws InterruptedException {
        boolean unused = never.await(Math.max(0, nanoTime - System.nanoTime()), NANOSECONDS);
    }

    private static double percentile(long[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * part))] / MILLISECOND;
    }

    private Map<String, Double> idle(double seconds) throws InterruptedException {
        boolean unused = never.await((long) (seconds * 1e9), NANOSECONDS);
        return Map.of();
    }

    @Override
    public void close() {
        if (dispatcher != null) {
            dispatcher.stop();
        }
        if (inbox != null) {
            inbox.close();
        }
        if (pool != null) {
            pool.close();
        }
        timer.shutdown();
        threads.shutdown();
    }
}
