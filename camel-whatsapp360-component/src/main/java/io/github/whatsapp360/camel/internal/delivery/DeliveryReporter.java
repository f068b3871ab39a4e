/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.camel.internal.delivery.SentMessageStore.Transition;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.camel.internal.support.Tracing;
import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.delivery.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports changes of the sent-message log as metrics and spans.
 *
 * <p>Thread-safe.
 */
record DeliveryReporter(Supplier<Meters> meters, Supplier<Tracing> tracing) {

    /** Counts and times a change. */
    void measure(Transition change) {
        SentMessage after = change.after().message();
        if (change.before() == null || !isOfState(change)) {
            return;
        }
        SentMessage before = change.before().message();
        Meters used = meters.get();
        if (before.state() == DeliveryState.unknown && after.state().isAccepted()) {
            used.count("whatsapp360.delivery.settled");
        }
        time(used, "sent", before.sentAt(), after.sentAt(), after);
        time(used, "delivered", before.deliveredAt(), after.deliveredAt(), after);
        time(used, "read", before.readAt(), after.readAt(), after);
    }

    private static boolean isOfState(Transition change) {
        return change.before() == null
                || change.before().state() != change.after().state();
    }

    private static void time(
            Meters meters, String state, @Nullable Instant before, @Nullable Instant at, SentMessage message) {
        if (before == null && at != null) {
            Duration took = Duration.between(message.requestedAt(), at);
            meters.time("whatsapp360.delivery", took.isNegative() ? Duration.ZERO : took, "state", state);
        }
    }

    /**
     * Traces a change by a status.
     *
     * @param delivery the trace context of the delivery with the status; null if it was not traced
     */
    void trace(Transition change, @Nullable String delivery) {
        String send = change.after().trace();
        if (send != null && isOfState(change)) {
            tracing.get()
                    .reported(
                            delivery,
                            send,
                            change.after().state().name(),
                            change.after().key());
        }
    }

    /** Counts a wait that ended because its time had passed. */
    void timedOut() {
        meters.get().count("whatsapp360.delivery.timeouts");
    }
}
