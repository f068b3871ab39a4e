/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.Dispatcher;
import io.github.whatsapp360.inbox.internal.EventHandler;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.RedeliveryPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Runs under full load until it is killed: many threads store events, and the dispatcher processes them. Each reported
 * line is an event: {@code A} acknowledged, {@code B} begun, {@code D} done.
 *
 * <p>Arguments: the directory, the number of the round, and {@code load} or {@code drain}.
 */
final class CrashChild {

    private static final int STORING_THREADS = 12;
    private static final int CONVERSATIONS_PER_THREAD = 4;
    private static final int NUMBERS_PER_ROUND = 1_000_000;
    private static final int MAXIMUM_BACKLOG = 3_000;
    private static final int ROUTE_MILLIS = 1;

    public static void main(String[] arguments) throws Exception {
        int round = Integer.parseInt(arguments[1]);
        EmbeddedInbox inbox = Inboxes.embedded(Path.of(arguments[0]), InboxLimits.DEFAULT, Clock.systemUTC());
        ExecutorService workers = Executors.newFixedThreadPool(8);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        RedeliveryPolicy quick = new RedeliveryPolicy(-1, Duration.ofMillis(5), Duration.ofMillis(20));
        Dispatcher dispatcher = new Dispatcher(
                inbox,
                handler(),
                new Dispatcher.Settings("support", 8, quick),
                new Dispatcher.Threads(workers, timer),
                Clock.systemUTC());
        inbox.open(dispatcher::wake);
        dispatcher.start();
        if (arguments[2].equals("load")) {
            for (int thread = 0; thread < STORING_THREADS; thread++) {
                int number = thread;
                new Thread(() -> storeForEver(inbox, number, round)).start();
            }
            new CountDownLatch(1).await();
        }
        Awaitility.await()
                .timeout(Duration.ofMinutes(5))
                .until(() -> inbox.state().waiting() == 0);
        dispatcher.stop();
        inbox.close();
        System.exit(0);
    }

    /** Every tenth event fails at first; its conversation has to wait for it. */
    private static Events.Handler handler() {
        ScheduledExecutorService route = Executors.newScheduledThreadPool(8);
        return (claim, done) -> {
            String key = claim.event().key();
            if (claim.attempts() == 0 && key.hashCode() % 10 == 0) {
                done.accept(EventHandler.Result.failed("first time"));
                return;
            }
            ChildJvm.say("B " + key);
            Future<?> unused = route.schedule(
                    () -> {
                        // Reported before settling: the process may be killed in between, and a settled event never
                        // begins again.
                        ChildJvm.say("D " + key);
                        done.accept(EventHandler.Result.done());
                    },
                    ROUTE_MILLIS,
                    TimeUnit.MILLISECONDS);
        };
    }

    private static void storeForEver(EmbeddedInbox inbox, int thread, int round) {
        Random random = new Random(31L * thread + round);
        for (int number = round * NUMBERS_PER_ROUND; ; number++) {
            List<InboxEvent> delivery = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                String conversation = "t" + thread + "c" + i % CONVERSATIONS_PER_THREAD;
                String key = conversation + ":" + number;
                delivery.add(new InboxEvent(
                        key, conversation, "message", "message", key.repeat(60).getBytes(UTF_8)));
            }
            int fresh = inbox.store(delivery).join();
            delivery.forEach(event -> ChildJvm.say("A " + event.key()));
            int again = random.nextInt(10) == 0 ? inbox.store(delivery).join() : 0;
            if (fresh != delivery.size() || again != 0) {
                ChildJvm.say(
                        "! " + fresh + " of " + delivery.size() + " were new, and " + again + " of the same again");
            }
            if (inbox.state().waiting() > MAXIMUM_BACKLOG) {
                Awaitility.await()
                        .timeout(Duration.ofMinutes(5))
                        .until(() -> inbox.state().waiting() <= MAXIMUM_BACKLOG);
            }
        }
    }

    private CrashChild() {}
}
