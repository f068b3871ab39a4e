/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What the programs that measure inboxes share: events of 1 kB, a backlog, and latencies. Thread-safe. */
public final class InboxLoad {

    /** Bytes of a body. */
    public static final int BODY = 1_000;

    private static final AtomicLong NUMBER = new AtomicLong();

    private InboxLoad() {}

    /** A new event of one of 50,000 conversations. */
    public static InboxEvent event() {
        long number = NUMBER.incrementAndGet();
        return new InboxEvent(
                "wamid.HBgNNDkxNTEyMzQ1Njc4ORUCABIYIDNBOUM0RDdGOEExQjJDM0Q0RTVG" + number,
                "c" + number % 50_000,
                "message",
                "message",
                new byte[BODY]);
    }

    /** Stores so many events, in deliveries of 50. */
    public static void fill(Inbox inbox, int events) {
        long begin = System.nanoTime();
        for (int i = 0; i < events; i += 2_000) {
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int j = 0; j < 40; j++) {
                List<InboxEvent> delivery = new ArrayList<>();
                for (int k = 0; k < 50; k++) {
                    delivery.add(event());
                }
                answers.add(inbox.store(delivery));
            }
            answers.forEach(CompletableFuture::join);
        }
        System.out.printf("%d events in deliveries of 50: %d ms%n", events, (System.nanoTime() - begin) / 1_000_000);
    }

    /**
     * Lets callers store one event after the other, each waiting for the result.
     *
     * @param end as {@link System#nanoTime}
     * @param then runs after each event, and does not count
     * @return the nanoseconds of each event, sorted
     */
    public static long[] store(Inbox inbox, int callers, long end, Runnable then) throws InterruptedException {
        List<long[]> all = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                List<Long> latencies = new ArrayList<>();
                while (System.nanoTime() < end) {
                    long begin = System.nanoTime();
                    inbox.store(List.of(event())).join();
                    latencies.add(System.nanoTime() - begin);
                    then.run();
                }
                synchronized (all) {
                    all.add(latencies.stream().mapToLong(Long::longValue).toArray());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }
}
