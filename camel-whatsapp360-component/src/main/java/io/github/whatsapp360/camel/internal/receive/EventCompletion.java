/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Reports exactly once how the exchange of an event ended. Usually its completion does. A route may hand over the
 * completion to another exchange, for example in a {@code seda} queue; then the end of that exchange counts, unless
 *
 * <ul>
 *   <li>the exchange fails after it was handed over, for example because the queue is full: the event has failed;
 *   <li>the queue has discarded it ({@code discardWhenFull}): the event fails some seconds later, see {@link
 *       HandoverMonitor};
 *   <li>nothing references the exchange any more: the event fails when the garbage collector detects this.
 * </ul>
 *
 * <p>Thread-safe.
 */
final class EventCompletion extends SynchronizationAdapter implements AsyncCallback {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Exchange exchange;
    private final HandoverMonitor handovers;
    private final Settlement settlement;
    private final Cleaner.Cleanable unreachable;
    private volatile @Nullable HandedOver handedOver;

    /**
     * The exchange that has the completion. A consumer sets its own endpoint on an exchange that it takes from a queue.
     */
    private record HandedOver(Exchange exchange, @Nullable Endpoint fromEndpoint) {}

    /** Runs when nothing references the exchange any more; must not reference an exchange itself. */
    private static final class Settlement implements Runnable {

        private final AtomicBoolean settled = new AtomicBoolean();
        private final Consumer<@Nullable Throwable> done;

        Settlement(Consumer<@Nullable Throwable> done) {
            this.done = done;
        }

        void settle(@Nullable Throwable problem) {
            if (settled.compareAndSet(false, true)) {
                done.accept(problem);
            }
        }

        @Override
        public void run() {
            settle(new LostExchangeException("The route lost the exchange without completing it"));
        }
    }

    /** The route lost the exchange without completing it. */
    static final class LostExchangeException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LostExchangeException(String message) {
            super(message);
        }
    }

    /**
     * Adds a completion to the exchange.
     *
     * @param done called once, with the exception of the exchange; null if it succeeded
     */
    EventCompletion(Exchange exchange, HandoverMonitor handovers, Consumer<@Nullable Throwable> done) {
        this.exchange = exchange;
        this.handovers = handovers;
        this.settlement = new Settlement(done);
        this.unreachable = CLEANER.register(this, settlement);
        exchange.getExchangeExtension().addOnCompletion(this);
    }

    @Override
    public void beforeHandover(Exchange target) {
        handedOver = new HandedOver(target, target.getFromEndpoint());
    }

    /** The exchange that has the completion is done. */
    @Override
    public void onDone(Exchange completed) {
        settle(problemOf(completed));
    }

    /** The processor of the route has returned the original exchange. */
    @Override
    public void done(boolean doneSync) {
        HandedOver target = handedOver;
        Throwable problem = problemOf(exchange);
        if (target == null || problem != null) {
            settle(problem);
        } else if (isUnclaimed(target)) {
            handovers.watch(this);
        }
    }

    private void settle(@Nullable Throwable problem) {
        settlement.settle(problem);
        unreachable.clean();
    }

    /** The exchange if it was handed over to a queue and not taken from it; null otherwise. */
    @Nullable
    Exchange unclaimed() {
        HandedOver target = handedOver;
        return target != null && isUnclaimed(target) ? target.exchange() : null;
    }

    private boolean isUnclaimed(HandedOver target) {
        Exchange holder = target.exchange();
        return holder.getFromEndpoint() == target.fromEndpoint()
                && holder.getExchangeExtension().containsOnCompletion(this);
    }

    /** The queue has discarded the exchange. */
    void discarded() {
        settle(new LostExchangeException("The queue was full and discarded the exchange"));
    }

    private static @Nullable Throwable problemOf(Exchange exchange) {
        if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
            return null;
        }
        Throwable problem = exchange.getException();
        return problem == null ? new IllegalStateException("The exchange was marked for rollback") : problem;
    }
}
