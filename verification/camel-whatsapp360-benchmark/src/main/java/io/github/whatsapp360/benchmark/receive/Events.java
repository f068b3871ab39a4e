/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.webhook.internal.DeliverySplitter;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.UnreadableDeliveryException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The events of the {@link Deliveries}, for whoever stores them: no two have the same key. Thread-safe. */
public final class Events {

    private static final int CONVERSATIONS = 50_000;

    /** For whom they are. */
    public static final String SUBSCRIPTION = "bench";

    private final List<EventElement> kinds = new ArrayList<>();
    private final AtomicLong number = new AtomicLong(System.nanoTime());

    /** Keys go on where those of an earlier process ended. */
    public Events() throws UnreadableDeliveryException {
        for (byte[] body : Deliveries.bodies()) {
            kinds.addAll(new DeliverySplitter().split(body));
        }
    }

    /** One more. */
    public InboxEvent next() {
        long next = number.incrementAndGet();
        EventElement kind = kinds.get((int) (next % kinds.size()));
        return new InboxEvent(
                kind.dedupeKey() + next,
                kind.conversation() + next % CONVERSATIONS,
                SUBSCRIPTION,
                kind.family(),
                kind.json());
    }
}
