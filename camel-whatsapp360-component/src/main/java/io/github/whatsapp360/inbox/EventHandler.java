package io.github.whatsapp360.inbox;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Dispatcher} works events off with.
 *
 * <p>Thread-safe: called on several threads at once, though never for two events of one conversation.
 */
public interface EventHandler {

    /**
     * Works on one event. It may return before the work is done; until {@code done} is called, the event occupies one of the
     * places of the dispatcher and nothing else of its conversation runs.
     *
     * @param claim the event
     * @param done to be called once, on any thread, with how it went; later calls are ignored. An exception thrown instead
     *     counts as a failure
     */
    void handle(Claim claim, Consumer<Result> done);

    /**
     * Kinds that are not to be handed over at present, for example because their consumers are suspended. When this changes,
     * call {@link Dispatcher#wake}.
     */
    default Set<String> postponedKinds() {
        return Set.of();
    }

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
         * @param progress to be found in the next claim; null for nothing
         */
        record Failed(String problem, @Nullable String progress) implements Result {
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
        static Result failed(String problem, @Nullable String progress) {
            return new Failed(problem, progress);
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
