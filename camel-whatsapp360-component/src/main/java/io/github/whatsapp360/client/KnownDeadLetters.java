package io.github.whatsapp360.client;

import io.github.whatsapp360.inbox.DeadLetter;
import java.util.List;
import java.util.Set;

/**
 * What a number's inbox has given up. A client passes questions and orders on; it has no inbox of its own.
 *
 * <p>Thread-safe. Blocks for the inbox's store.
 */
public interface KnownDeadLetters {

    /** Where there is no inbox. */
    KnownDeadLetters NONE = new KnownDeadLetters() {
        @Override
        public List<DeadLetter> deadLetters(long after, int limit) {
            throw none();
        }

        @Override
        public int replayDeadLetters(Set<Long> ids) {
            throw none();
        }

        @Override
        public int purgeDeadLetters(Set<Long> ids) {
            throw none();
        }

        private IllegalStateException none() {
            return new IllegalStateException("This client has no inbox: ask that of an account in a Camel application");
        }
    };

    /**
     * Dead letters in ascending order.
     *
     * @param after only those with a greater id; 0 for all
     * @param limit at most so many
     * @throws IllegalStateException if no inbox is open here
     */
    List<DeadLetter> deadLetters(long after, int limit);

    /**
     * Has dead letters run again, with no attempts counted. Unreadable ones stay.
     *
     * @param ids which; empty for all
     * @return how many
     * @throws IllegalStateException if no inbox is open here
     */
    int replayDeadLetters(Set<Long> ids);

    /**
     * Forgets dead letters for ever.
     *
     * @param ids which; empty for all
     * @return how many
     * @throws IllegalStateException if no inbox is open here
     */
    int purgeDeadLetters(Set<Long> ids);
}
