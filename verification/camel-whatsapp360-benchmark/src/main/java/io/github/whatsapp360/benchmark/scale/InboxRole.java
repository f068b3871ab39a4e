/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.receive.Events;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.embedded.EmbeddedInbox;
import io.github.whatsapp360.inbox.internal.embedded.SqliteDatabase;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An embedded inbox without anything around it: {@code start directory=}. {@code fill events=} lets so many more wait;
 * {@code loop callers= seconds= viewers=} stores one event in each caller and works one off, so that as many wait as
 * before, while so many viewers of the console look.
 */
public final class InboxRole implements Role {

    /** The account whose file it is, the same as the first one of the servers. */
    static final String ACCOUNT = "bench1";

    private static final int MAXIMUM_PENDING = 20_000_000;
    private static final int MAXIMUM_DELIVERY = 50;
    private static final int MAXIMUM_IN_FLIGHT = 40;
    private static final int CONVERSATIONS = 10;
    private static final long POLL_NANOS = 2_000_000_000L;

    private final Events events;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private @Nullable EmbeddedInbox inbox;

    /** Nothing is open yet. */
    public InboxRole() throws UnreadableDeliveryException {
        events = new Events();
    }

    @Override
    public Map<String, Double> start(Order start) {
        SqliteDatabase database = new SqliteDatabase(Path.of(start.text("directory")), ACCOUNT, Clock.systemUTC());
        inbox = new EmbeddedInbox(
                database, new InboxLimits(MAXIMUM_PENDING, Duration.ofDays(8)), Clock.systemUTC(), writer);
        long begin = System.nanoTime();
        inbox.open(() -> {});
        return Map.of("openSeconds", (System.nanoTime() - begin) / 1e9);
    }

    @Override
    public Map<String, Double> answer(Order order) throws Exception {
        EmbeddedInbox open = inbox();
        return switch (order.verb()) {
            case "fill" -> fill(open, order.number("events"));
            case "loop" -> loop(open, order);
            default -> throw new IllegalArgumentException("Expected fill or loop, actual " + order.verb());
        };
    }

    private EmbeddedInbox inbox() {
        if (inbox == null) {
            throw new IllegalStateException("Expected start before anything else");
        }
        return inbox;
    }

    private Map<String, Double> fill(EmbeddedInbox open, int count) {
        long begin = System.nanoTime();
        List<CompletableFuture<Integer>> underWay = new ArrayList<>();
        for (int left = count; left > 0; left -= MAXIMUM_DELIVERY) {
            List<InboxEvent> delivery = new ArrayList<>();
            for (int i = 0; i < Math.min(left, MAXIMUM_DELIVERY); i++) {
                delivery.add(events.next());
            }
            underWay.add(open.store(delivery));
            if (underWay.size() == MAXIMUM_IN_FLIGHT) {
                underWay.forEach(CompletableFuture::join);
                underWay.clear();
            }
        }
        underWay.forEach(CompletableFuture::join);
        return Map.of("seconds", (System.nanoTime() - begin) / 1e9, "waiting", (double)
                open.state().waiting());
    }

    private Map<String, Double> loop(EmbeddedInbox open, Order order) throws InterruptedException {
        long nanos = (long) (order.fraction("seconds") * 1e9);
        AtomicLong done = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        long begin = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < order.number("viewers"); i++) {
            Thread viewer = new Thread(() -> view(open, begin + nanos, seen));
            viewer.start();
            threads.add(viewer);
        }
        for (int i = 0; i < order.number("callers"); i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() - begin < nanos) {
                    open.store(List.of(events.next())).join();
                    for (Claim claim : open.claim(1, Instant.now(), Set.of(Events.SUBSCRIPTION))) {
                        open.complete(claim);
                        done.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Map.of(
                "events", (double) done.get(), "rate", done.get() * 1e9 / (System.nanoTime() - begin), "seen", (double)
                        seen.get());
    }

    /** Reads what the page of the console shows, as often as it does. */
    private static void view(EmbeddedInbox open, long end, AtomicLong seen) {
        try {
            while (System.nanoTime() < end) {
                seen.addAndGet(open.state().waiting()
                        + open.waitingBySubscription().size()
                        + open.longestWaiting(CONVERSATIONS).size());
                TimeUnit.NANOSECONDS.sleep(Math.min(POLL_NANOS, end - System.nanoTime()));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (inbox != null) {
            inbox.close();
        }
        writer.shutdown();
    }
}
