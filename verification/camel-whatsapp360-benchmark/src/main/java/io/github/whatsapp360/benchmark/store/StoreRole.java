/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.store;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.receive.Events;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Inbox;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An inbox without anything around it, in PostgreSQL ({@code start database=}) or embedded ({@code start directory=}).
 * {@code store atOnce= seconds=} stores one event after the other in each of so many callers; {@code work atOnce=
 * seconds=} has them worked off meanwhile, and each caller waits for that too; {@code empty} works off what waits.
 */
public final class StoreRole implements Role {

    /** As many as there are callers, so that none waits for a place. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "bench1";
    private static final InboxLimits LIMITS = new InboxLimits(20_000_000, Duration.ofDays(8));

    private final Clock clock = Clock.systemUTC();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Semaphore workedOff = new Semaphore(0);
    private final Events events;
    private @Nullable HikariDataSource pool;
    private @Nullable Inbox inbox;
    private @Nullable Dispatcher dispatcher;
    private int waiting;

    /** Nothing is open yet. */
    public StoreRole() throws UnreadableDeliveryException {
        events = new Events();
    }

    @Override
    public Map<String, Double> start(Order start) {
        String url = start.text("database", "");
        if (url.isEmpty()) {
            SqliteDatabase file = new SqliteDatabase(Path.of(start.text("directory")), ACCOUNT, clock);
            inbox = new EmbeddedInbox(file, LIMITS, clock, threads);
        } else {
            pool = Postgres.pool(url, 1);
            inbox = new PostgresInbox(
                    new PostgresDatabase(pool, ACCOUNT),
                    LIMITS,
                    clock,
                    threads,
                    new PostgresInbox.NodeIdentity("benchmark"));
        }
        Dispatcher works = new Dispatcher(
                inbox,
                new WorkOff(),
                new Dispatcher.Settings("support", PLACES, RedeliveryPolicy.DEFAULT),
                new Dispatcher.Threads(threads, timer),
                clock);
        dispatcher = works;
        inbox.open(works::wake);
        return Map.of();
    }

    /** A route that does nothing. */
    private final class WorkOff implements EventHandler {

        @Override
        public void handle(Claim claim, Consumer<Result> done) {
            done.accept(Result.done());
            workedOff.release();
        }

        @Override
        public Set<String> runningSubscriptions() {
            return Set.of(Events.SUBSCRIPTION);
        }
    }

    @Override
    public Map<String, Double> answer(Order order) throws InterruptedException {
        if (inbox == null || dispatcher == null) {
            throw new IllegalStateException("Expected start before anything else");
        }
        if (!order.verb().equals("store")) {
            dispatcher.start();
        }
        try {
            return switch (order.verb()) {
                case "store", "work" -> run(inbox, order);
                case "empty" -> empty();
                default -> throw new IllegalArgumentException("Expected store, work or empty, actual " + order.verb());
            };
        } finally {
            dispatcher.stop();
        }
    }

    private Map<String, Double> run(Inbox open, Order order) {
        boolean worked = order.verb().equals("work");
        double seconds = order.fraction("seconds");
        Answers answers = new Answers();
        List<CompletableFuture<Void>> callers = Stream.generate(() -> CompletableFuture.runAsync(
                        () -> {
                            while (answers.isBefore(seconds)) {
                                long asked = System.nanoTime();
                                int fresh = open.store(List.of(events.next())).join();
                                answers.add(fresh, asked);
                                if (worked) {
                                    workedOff.acquireUninterruptibly();
                                }
                            }
                        },
                        threads))
                .limit(order.number("atOnce"))
                .toList();
        callers.forEach(CompletableFuture::join);
        Map<String, Double> figures = answers.figures();
        if (!worked) {
            waiting += figures.getOrDefault("events", 0.0).intValue();
        }
        return figures;
    }

    private Map<String, Double> empty() throws InterruptedException {
        workedOff.acquire(waiting);
        waiting = 0;
        return Map.of();
    }

    @Override
    public void close() {
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
