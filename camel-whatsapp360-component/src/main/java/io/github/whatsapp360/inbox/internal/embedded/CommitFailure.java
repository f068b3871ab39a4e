/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;

/**
 * Why a transaction was rolled back.
 *
 * <p>Immutable and thread-safe.
 *
 * @param why the exception for the callers
 * @param dataError whether one of the changes caused it: the others can be written without that one
 */
record CommitFailure(InboxException why, boolean dataError) {

    /** A change failed before the commit for a reason other than the database; the transaction can be rolled back. */
    static final class UnexpectedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnexpectedFailure(Throwable cause) {
            super(cause);
        }
    }
}
