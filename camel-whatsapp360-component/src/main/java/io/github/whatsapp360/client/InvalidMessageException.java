/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import org.jspecify.annotations.Nullable;

/**
 * The message is invalid: fix the message. Not sent; a retry does not help.
 *
 * <p>Thread-safe.
 */
public final class InvalidMessageException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public InvalidMessageException(Failure failure) {
        super(failure);
    }

    /** Creates the exception for a message that was rejected before anything was sent. */
    public InvalidMessageException(String message) {
        this(message, null);
    }

    /** Creates the exception for a message that was rejected before anything was sent. */
    public InvalidMessageException(String message, @Nullable Throwable cause) {
        this(Failure.local(message, false, cause));
    }

    @Override
    InvalidMessageException with(Failure failure) {
        return new InvalidMessageException(failure);
    }
}
