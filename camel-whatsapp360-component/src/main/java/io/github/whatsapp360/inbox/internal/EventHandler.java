/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.Claim;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Processes the events that a {@link Dispatcher} claims.
 *
 * <p>Implementations are thread-safe: they are called concurrently, but never for two events of the same conversation
 * and subscription.
 */
public interface EventHandler {

    /**
     * Processes one event. May return before processing has ended. Until {@code done} is called, the event occupies one
     * of the concurrent consumers and blocks its conversation.
     *
     * @param claim the event
     * @param done to be called once, on any thread, with the result; later calls are ignored. A thrown exception counts
     *     as a failure
     */
    void handle(Claim claim, Consumer<Result> done);

    /**
     * Returns the running subscriptions: only their events are claimed. Call {@link Dispatcher#wake} after a change.
     * Must be cheap and must not block.
     */
    Set<String> runningSubscriptions();

    /**
     * Called after an event became a dead letter. A thrown exception is logged and has no other effect.
     *
     * @param problem reason of the last failure
     */
    default void buried(Claim claim, String problem) {}

    /** Result of processing an event. */
    sealed interface Result {

        /** The event was processed. */
        record Done() implements Result {}

        /**
         * The event failed; it runs again, or is buried if its redeliveries are exhausted.
         *
         * @param problem reason in one line, without customer data
         */
        record Failed(String problem) implements Result {
            public Failed {
                requireNonNull(problem, "problem");
            }
        }

        /**
         * The event failed and would fail again; it is buried at once, so that its conversation continues.
         *
         * @param problem reason in one line, without customer data
         */
        record Incurable(String problem) implements Result {
            public Incurable {
                requireNonNull(problem, "problem");
            }
        }

        /**
         * The event did not run and does not count as failed; it can be claimed again after the first redelivery delay.
         */
        record Postponed() implements Result {}

        /** The event was processed. */
        static Result done() {
            return new Done();
        }

        /** The event failed; see {@link Failed}. */
        static Result failed(String problem) {
            return new Failed(problem);
        }

        /** The event failed for good; see {@link Incurable}. */
        static Result incurable(String problem) {
            return new Incurable(problem);
        }

        /** The event did not run; see {@link Postponed}. */
        static Result postponed() {
            return new Postponed();
        }
    }
}
