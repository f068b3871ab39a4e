package io.github.whatsapp360.client;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import java.util.List;
import java.util.Optional;

/**
 * What a number's inbox has given up. A client passes questions and orders on; it has no inbox of its own.
 *
 * <p>Thread-safe. Blocks for the inbox's store.
 */
public interface DeadLetterStore {

    /** Where there is no inbox. */
    DeadLetterStore NONE = new DeadLetterStore() {
        @Override
        public List<DeadLetter> deadLetters(long after, int limit) {
            throw none();
        }

        @Override
        public Optional<DeadLetter> deadLetter(long id) {
            throw none();
        }

        @Override
        public int replayDeadLetters(DeadLetterSelection selection) {
            throw none();
        }

        @Override
        public int purgeDeadLetters(DeadLetterSelection selection) {
            throw none();
        }

        private IllegalStateException none() {
            return new IllegalStateException(
                    "This client has no inbox: use the client of an account in a Camel application");
        }
    };

    /**
     * Dead letters in ascending order, without their bodies.
     *
     * @param after only those with a greater id; 0 for the first page
     * @param limit at most so many
     * @throws IllegalStateException if no inbox is open here
     */
    List<DeadLetter> deadLetters(long after, int limit);

    /**
     * One dead letter, with its body.
     *
     * @throws IllegalStateException if no inbox is open here
     */
    Optional<DeadLetter> deadLetter(long id);

    /**
     * Has dead letters run again, with no attempts counted. Unreadable ones stay.
     *
     * @return how many
     * @throws IllegalStateException if no inbox is open here
     */
    int replayDeadLetters(DeadLetterSelection selection);

    /**
     * Forgets dead letters for ever.
     *
     * @return how many
     * @throws IllegalStateException if no inbox is open here
     */
    int purgeDeadLetters(DeadLetterSelection selection);
}
