/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backlog that does not fit in memory. The build runs 100,000 events in 64 MB; {@code -Dinbox.backlog.events=1000000
 * -Dinbox.backlog.heap=256m} runs a million.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class BacklogTest {

    @TempDir
    Path directory;

    @Test
    void aLargeBacklogFitsInASmallHeapAndIsDrainedInOrder() throws Exception {
        int events = Integer.getInteger("inbox.backlog.events", 100_000);
        String heap = System.getProperty("inbox.backlog.heap", "64m");
        List<String> said = new ArrayList<>();
        ChildJvm.start(heap, BacklogChild.class, directory, events).listen(said::add);

        System.out.println("Backlog test in a heap of " + heap + ": " + String.join("; ", said));
        assertThat(said).last().asString().isEqualTo("all " + events + " in order");
    }

    /** Fills the backlog, reopens the inbox, and drains it. */
    static final class BacklogChild {

        private static final int DELIVERY = 50;
        private static final int UNDERWAY = 16;
        private static final int CONVERSATIONS = 10_000;

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            int events = Integer.parseInt(arguments[1]);
            long begin = System.nanoTime();
            Inbox inbox = Inboxes.open(directory);
            fill(inbox, events);
            ChildJvm.say("stored in " + since(begin) + " ms");
            inbox.close();

            begin = System.nanoTime();
            inbox = Inboxes.open(directory);
            ChildJvm.say("opened with " + inbox.state().waiting() + " waiting in " + since(begin) + " ms");
            begin = System.nanoTime();
            int drained = drain(inbox);
            ChildJvm.say("drained in " + since(begin) + " ms");
            inbox.close();
            ChildJvm.say("all " + drained + " in order");
            System.exit(0);
        }

        private static void fill(Inbox inbox, int events) {
            Deque<CompletableFuture<Integer>> answers = new ArrayDeque<>();
            for (int number = 0; number < events; number += DELIVERY) {
                List<InboxEvent> delivery = new ArrayList<>();
                for (int i = number; i < number + DELIVERY; i++) {
                    delivery.add(new InboxEvent(
                            "wamid.HBgNNDkxNTEyMzQ1Njc4ORUCABIYIDNBOUM0RDdG" + i,
                            "c" + i % CONVERSATIONS,
                            "message",
                            "message",
                            new byte[1_000]));
                }
                answers.add(inbox.store(delivery));
                if (answers.size() > UNDERWAY) {
                    answers.remove().join();
                }
            }
            answers.forEach(CompletableFuture::join);
        }

        private static int drain(Inbox inbox) {
            Map<String, Integer> last = new HashMap<>();
            int drained = 0;
            List<Claim> claims = inbox.claim(8, Instant.now(), Events.ALL);
            while (inbox.state().waiting() > 0) {
                for (Claim claim : claims) {
                    String key = claim.event().key();
                    int number = Integer.parseInt(key.substring(key.lastIndexOf('G') + 1));
                    Integer before = last.put(claim.event().conversation(), number);
                    if (before != null && before != number - CONVERSATIONS) {
                        throw new IllegalStateException(number + " after " + before);
                    }
                    inbox.complete(claim);
                    drained++;
                }
                claims = inbox.claim(8, Instant.now(), Events.ALL);
                if (claims.isEmpty()) {
                    // Nothing is handed out while too many settlements are unwritten.
                    claims = Awaitility.await()
                            .pollInterval(Duration.ofMillis(1))
                            .until(
                                    () -> inbox.claim(8, Instant.now(), Events.ALL),
                                    some -> !some.isEmpty() || inbox.state().waiting() == 0);
                }
            }
            return drained;
        }

        private static long since(long begin) {
            return (System.nanoTime() - begin) / 1_000_000;
        }
    }
}
