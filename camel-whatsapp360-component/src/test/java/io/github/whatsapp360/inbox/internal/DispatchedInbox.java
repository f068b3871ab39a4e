/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.store;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** A dispatcher on an inbox, with a clock, a timer and threads that a test drives by hand. */
abstract class DispatchedInbox {

    static final Dispatcher.Settings SETTINGS = new Dispatcher.Settings("support", 8, RedeliveryPolicy.DEFAULT);
    static final RedeliveryPolicy TWICE = new RedeliveryPolicy(2, Duration.ofSeconds(1), Duration.ofMinutes(5));

    final SettableClock clock = new SettableClock();
    final HandDrivenTimer timer = new HandDrivenTimer(clock);
    final Deque<Runnable> workers = new ArrayDeque<>();
    final Recorder handler = new Recorder();
    Inbox inbox = new MemoryInbox(InboxLimits.DEFAULT, clock);
    Dispatcher dispatcher;
    boolean room = true;

    /** Collects events until the test completes them. */
    static final class Recorder implements EventHandler {
        final Map<String, Claim> claims = new LinkedHashMap<>();
        final Map<String, Consumer<Result>> running = new LinkedHashMap<>();
        final List<String> begun = new ArrayList<>();
        final List<String> buried = new ArrayList<>();
        final Set<String> subscriptions = new HashSet<>(Events.ALL);
        RuntimeException failure;
        boolean prompt;

        @Override
        public void handle(Claim claim, Consumer<Result> done) {
            begun.add(claim.event().key());
            if (failure != null) {
                throw failure;
            }
            claims.put(claim.event().key(), claim);
            running.put(claim.event().key(), done);
            if (prompt) {
                done.accept(Result.done());
            }
        }

        @Override
        public Set<String> runningSubscriptions() {
            return subscriptions;
        }

        @Override
        public void buried(Claim claim, String problem) {
            buried.add(claim.event().key() + ": " + problem);
        }
    }

    @BeforeEach
    void start() {
        begin(new Dispatcher.Settings("support", 3, TWICE));
    }

    void begin(Dispatcher.Settings settings) {
        dispatcher = new Dispatcher(inbox, handler, settings, new Dispatcher.Threads(this::work, timer), clock);
        inbox.open(dispatcher::wake);
        dispatcher.start();
        run();
    }

    /** Runs all due tasks of timer and workers. */
    void run() {
        timer.runDue();
        for (Runnable work = workers.poll(); work != null; work = workers.poll()) {
            work.run();
            timer.runDue();
        }
    }

    void work(Runnable work) {
        if (!room) {
            throw new RejectedExecutionException();
        }
        workers.add(work);
    }

    void finish(String key, Result result) {
        handler.running.remove(key).accept(result);
        run();
    }

    void arrive(InboxEvent... events) {
        store(inbox, List.of(events));
        run();
    }
}
