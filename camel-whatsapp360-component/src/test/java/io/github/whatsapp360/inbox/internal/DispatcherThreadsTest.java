/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** As {@link DispatcherTest}, with real threads. */
class DispatcherThreadsTest {

    private final SettableClock clock = new SettableClock();

    @Test
    void noWakeUpIsLostOnRealThreads() throws Exception {
        int events = 20_000;
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(events);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        ScheduledExecutorService ticks = Executors.newScheduledThreadPool(2);
        try {
            Inbox busy = new MemoryInbox(InboxLimits.DEFAULT, clock);
            Events.Handler counting = (claim, done) -> {
                if (claim.event().conversation().equals("c0")) {
                    order.add(claim.event().key());
                }
                all.countDown();
                done.accept(Result.done());
            };
            Dispatcher real = new Dispatcher(
                    busy,
                    counting,
                    new Dispatcher.Settings("support", 4, RedeliveryPolicy.DEFAULT),
                    new Dispatcher.Threads(pool, ticks),
                    clock);
            busy.open(real::wake);
            real.start();
            for (int i = 0; i < events; i++) {
                store(busy, "c" + i % 50, "" + i);
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            ticks.shutdownNow();
            pool.shutdownNow();
        }
        assertThat(order).hasSize(events / 50).isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    }
}
