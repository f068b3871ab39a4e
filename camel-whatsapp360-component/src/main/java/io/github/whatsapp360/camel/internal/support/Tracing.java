/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one account: the spans that Camel's telemetry does not create, and the trace context that is stored
 * with events and sent messages, so that a trace continues after a restart. Requires OpenTelemetry and a tracing
 * service of the Camel context, for example camel-opentelemetry2.
 *
 * <pre>
 *  receive (delivery) ─┬─ wait (in the inbox)
 *                      └─ process (route) ── send ◄─ ─ link ─ ─ delivered (status)
 * </pre>
 *
 * <p>A stored trace context is printable ASCII without quotes and backslashes. Never fails. Thread-safe.
 */
public interface Tracing {

    /** Creates no spans. */
    Tracing NONE = new Tracing() {
        @Override
        public DeliverySpan begin(Function<String, @Nullable String> header) {
            return DeliverySpan.NONE;
        }

        @Override
        public void resume(String trace, Instant storedAt, boolean isFirstRun, Map<String, Object> headers) {}

        @Override
        public @Nullable String contextOf(Map<String, Object> headers) {
            return null;
        }

        @Override
        public void reported(@Nullable String delivery, String send, String state, String key) {}
    };

    /** The span of a delivery to the webhook. */
    interface DeliverySpan {

        /** A span that records nothing. */
        DeliverySpan NONE = new DeliverySpan() {
            @Override
            public @Nullable String context() {
                return null;
            }

            @Override
            public void end(int status) {}
        };

        /** The trace context to store with the events of the delivery; null if there is none. */
        @Nullable
        String context();

        /**
         * Ends the span.
         *
         * @param status of the HTTP response
         */
        void end(int status);
    }

    /**
     * Begins the span of a delivery.
     *
     * @param header returns a header of its request
     */
    DeliverySpan begin(Function<String, @Nullable String> header);

    /**
     * Continues the trace of a stored event.
     *
     * @param trace stored with the event
     * @param storedAt when it was stored; the time since then becomes a span of the first run
     * @param isFirstRun whether the event has not run before
     * @param headers of the exchange, from which Camel's telemetry takes the parent of the route's span
     */
    void resume(String trace, Instant storedAt, boolean isFirstRun, Map<String, Object> headers);

    /**
     * The trace context that Camel's telemetry has put into the headers of a message that is being sent.
     *
     * @return null if there is none
     */
    @Nullable
    String contextOf(Map<String, Object> headers);

    /**
     * Records that a status has changed the state of a sent message.
     *
     * @param delivery the trace context of the delivery with the status; null if there is none
     * @param send the trace context of the send, which is linked
     * @param state the new state
     * @param key of the sent message
     */
    void reported(@Nullable String delivery, String send, String state, String key);

    /** Creates the traces of an account. */
    static Tracing of(CamelContext context, String account) {
        Tracing made = OptionalLibrary.has("io.opentelemetry.api.trace.Tracer")
                ? OpenTelemetryTracing.of(context, account)
                : null;
        return made == null ? NONE : made;
    }
}
