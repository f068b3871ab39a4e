/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

/**
 * An inbox operation failed. After a failed {@link Inbox#store} the delivery counts as not stored, even if a part of it
 * is on the disk: the sender repeats the delivery, and the part that is stored already is skipped as a duplicate.
 */
public class InboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InboxException(String message) {
        super(message);
    }

    public InboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
