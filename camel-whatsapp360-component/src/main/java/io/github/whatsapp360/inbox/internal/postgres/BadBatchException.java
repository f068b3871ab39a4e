/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import java.util.Objects;

/**
 * Nothing of a batch was written, because the database rejects the data of one entry. The other entries can be written
 * without it.
 *
 * <p>Immutable and thread-safe.
 */
public final class BadBatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception for a batch that has to be divided.
     *
     * @param message message for the caller of the invalid entry
     */
    public BadBatchException(String message, Throwable cause) {
        super(message, cause);
    }

    String problem() {
        return Objects.requireNonNullElse(getMessage(), "Not stored.");
    }
}
