package io.github.whatsapp360.inbox.internal;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.inbox.Claim;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a {@link Dispatcher} works events off with.
 *
 * <p>Thread-safe: called on several threads at once, though never for two events of one conversation and subscription.
 */
public interface EventHandler {

    /**
     * Works on one event. It may return before the work is done; until {@code done} is called, the event occupies one of the
     * places of the dispatcher and nothing else of its conversation runs for its subscription.
     *
     * @param claim the event
     * @param done to be called once, on any thread, with how it went; later calls are ignored. An exception thrown instead
     *     counts as a failure
     */
    void handle(Claim claim, Consumer<Result> done);

    /**
     * The subscriptions that run here at present: only their events are handed over. When this changes, call {@link
     * Dispatcher#wake}. Cheap, never blocks.
     */
    Set<String> runningSubscriptions();

    /**
     * An event failed too often and is a dead letter of the inbox now. An exception thrown here is logged and changes nothing.
     *
     * @param problem what its last run failed with
     */
    default void buried(Claim claim, String problem) {}

    /** How the work on an event went. */
    sealed interface Result {

        /** It is worked off. */
        record Done() implements Result {}

        /**
         * It is to run again, or to be buried if it failed too often.
         *
         * @param problem why, in one line, without customer data
         */
        record Failed(String problem) implements Result {
            public Failed {
                requireNonNull(problem, "problem");
            }
        }

        /**
         * It failed, and would fail again: it is buried at once, so that it does not hold up its conversation.
         *
         * @param problem why, in one line, without customer data
         */
        record Incurable(String problem) implements Result {
            public Incurable {
                requireNonNull(problem, "problem");
            }
        }

        /** It did not run and does not count as failed; it is offered again after the first redelivery delay at the earliest. */
        record Postponed() implements Result {}

        /** The event is worked off. */
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
