/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.SentMessage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * One sent message that an exchange waits for. What is known of it only moves forward.
 *
 * <p>Thread-safe.
 */
final class PartWait {

    private final Executor callbacks;
    private final List<Condition> conditions = new ArrayList<>();
    private SentMessage latest;

    private record Condition(Predicate<SentMessage> holds, CompletableFuture<SentMessage> future) {}

    /** @param callbacks complete the futures */
    PartWait(SentMessage latest, Executor callbacks) {
        this.latest = latest;
        this.callbacks = callbacks;
    }

    synchronized SentMessage latest() {
        return latest;
    }

    /** Completes once the message fulfils a condition that stays fulfilled. */
    synchronized CompletableFuture<SentMessage> when(Predicate<SentMessage> condition) {
        CompletableFuture<SentMessage> future = new CompletableFuture<>();
        if (condition.test(latest)) {
            future.complete(latest);
        } else {
            conditions.add(new Condition(condition, future));
        }
        return future;
    }

    /** The message has changed. Updates may come in any order. */
    synchronized void update(SentMessage message) {
        if (message.state().compareTo(latest.state()) < 0) {
            return;
        }
        latest = message;
        for (Iterator<Condition> each = conditions.iterator(); each.hasNext(); ) {
            Condition condition = each.next();
            if (condition.holds().test(message)) {
                each.remove();
                callbacks.execute(() -> condition.future().complete(message));
            }
        }
    }
}
