package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;

/**
 * Why a transaction was undone.
 *
 * <p>Immutable and thread-safe.
 *
 * @param why what to tell those who wait
 * @param dataError whether it is the fault of one of its changes: the others can be written without that
 */
record CommitFailure(InboxException why, boolean dataError) {

    /**
     * A change failed for a reason that is not the database's, before anything was committed: all of it can be undone.
     */
    static final class UnexpectedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnexpectedFailure(Throwable cause) {
            super(cause);
        }
    }
}
