/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import io.github.whatsapp360.delivery.WaitFor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a send asks of the sent-message log.
 *
 * <p>Immutable and thread-safe.
 *
 * @param waitFor what the exchange waits for; null if it does not wait
 * @param waitTimeout how long it waits at most
 * @param eventTimeout when the delivery event is emitted at the latest; null if there is to be none
 * @param correlationId of the sender; null if there is none
 * @param trace the trace context of the send; null if it is not traced
 */
public record Tracking(
        @Nullable WaitFor waitFor,
        Duration waitTimeout,
        @Nullable Duration eventTimeout,
        @Nullable String correlationId,
        @Nullable String trace) {

    /** Does not show the correlation id. */
    @Override
    public String toString() {
        return "Tracking[waitFor=" + waitFor + "]";
    }
}
