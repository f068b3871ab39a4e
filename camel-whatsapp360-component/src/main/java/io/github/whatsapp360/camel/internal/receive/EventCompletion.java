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
 * Tells once how an event's exchange ended, in whatever way it ends. Usually its completion does. A route may hand the completion
 * over to another exchange, for example to one in a {@code seda} queue; then that one's end counts, unless
 *
 * <ul>
 *   <li>the exchange fails after it was handed over, as it does when the queue is full: the event has failed;
 *   <li>the queue that it was handed over for does not hold it, and nobody works on it ({@code discardWhenFull}): the event has
 *       failed some seconds later, see {@link HandoverMonitor};
 *   <li>nothing refers to the exchange any more: the event has failed as soon as the garbage collector notices.
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

    /** Where the completion is; a consumer marks the exchange with its own endpoint when it takes it out of a queue. */
    private record HandedOver(Exchange exchange, @Nullable Endpoint fromEndpoint) {}

    /** What is left when nothing refers to the exchange any more; so it must not refer to one. */
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

    /** The route did not bring an exchange to an end. */
    static final class LostExchangeException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LostExchangeException(String message) {
            super(message);
        }
    }

    /**
     * A completion, which the exchange has from now on.
     *
     * @param done called once, with what the exchange failed with; null if it did not fail
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

    /** The exchange that has the completion at the end has ended. */
    @Override
    public void onDone(Exchange completed) {
        settle(problemOf(completed));
    }

    /** The route's processor is done with the exchange that the event began with. */
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

    /** The exchange was handed over, and nobody has taken it out of the queue that it was sent to; null otherwise. */
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

    /** The queue did not keep the exchange. */
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
