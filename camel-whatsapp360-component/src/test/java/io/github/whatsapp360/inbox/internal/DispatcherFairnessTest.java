/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.EventHandler.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route that is slow or has a long backlog leaves places to the other routes of the account. */
class DispatcherFairnessTest {

    private final SettableClock clock = new SettableClock();
    private final HandDrivenTimer timer = new HandDrivenTimer(clock);
    private final Inbox inbox = new MemoryInbox(InboxLimits.DEFAULT, clock);
    private final Map<String, Consumer<Result>> running = new LinkedHashMap<>();

    @BeforeEach
    void start() {
        EventHandler handler = new EventHandler() {
            @Override
            public void handle(Claim claim, Consumer<Result> done) {
                running.put(claim.event().key(), done);
            }

            @Override
            public Set<String> runningSubscriptions() {
                return Set.of("message", "status");
            }

            @Override
            public void buried(Claim claim, String problem) {}
        };
        Dispatcher dispatcher = new Dispatcher(
                inbox,
                handler,
                new Dispatcher.Settings("support", 2, RedeliveryPolicy.DEFAULT),
                new Dispatcher.Threads(Runnable::run, timer),
                clock);
        inbox.open(dispatcher::wake);
        dispatcher.start();
    }

    private void storeOfEachConversation(String subscription, int conversations) {
        IntStream.range(0, conversations)
                .forEach(i -> store(inbox, List.of(event(subscription + i, subscription + "-" + i, subscription))));
    }

    private void end(String key, Result result) {
        running.remove(key).accept(result);
    }

    @Test
    void aRouteWithALongBacklogLeavesAFreePlaceToTheOther() {
        storeOfEachConversation("status", 5);
        storeOfEachConversation("message", 2);
        assertThat(running).containsOnlyKeys("status-0", "status-1");

        end("status-0", Result.done());
        assertThat(running).containsOnlyKeys("status-1", "message-0");

        end("message-0", Result.done());
        assertThat(running).containsOnlyKeys("status-1", "message-1");

        end("message-1", Result.done());
        assertThat(running).containsOnlyKeys("status-1", "status-2");
    }
}
