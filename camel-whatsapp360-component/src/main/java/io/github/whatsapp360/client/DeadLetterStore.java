/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import java.util.List;
import java.util.Optional;

/**
 * The dead letters of an account's inbox. A client delegates to it and has no inbox of its own.
 *
 * <p>Thread-safe. Blocks for the inbox's store.
 */
public interface DeadLetterStore {

    /** For a client without an inbox; every method throws {@link IllegalStateException}. */
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
     * Lists dead letters by ascending id, without their bodies.
     *
     * @param after list only greater ids; 0 for the first page
     * @param limit maximum number of results
     * @throws IllegalStateException if no inbox is open here
     */
    List<DeadLetter> deadLetters(long after, int limit);

    /**
     * Returns one dead letter with its body.
     *
     * @throws IllegalStateException if no inbox is open here
     */
    Optional<DeadLetter> deadLetter(long id);

    /**
     * Replays dead letters with their attempts reset. Unreadable ones stay.
     *
     * @return the number of affected dead letters
     * @throws IllegalStateException if no inbox is open here
     */
    int replayDeadLetters(DeadLetterSelection selection);

    /**
     * Deletes dead letters.
     *
     * @return the number of affected dead letters
     * @throws IllegalStateException if no inbox is open here
     */
    int purgeDeadLetters(DeadLetterSelection selection);
}
