/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * The customer service window is closed: the customer has not written for more than 24 hours. Send a template. Not
 * sent; a retry does not help.
 *
 * <p>Thread-safe.
 */
public final class WindowClosedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public WindowClosedException(Failure failure) {
        super(failure);
    }

    /**
     * Creates the exception for a message that was not sent because the window is known to be closed; {@link
     * #httpStatus} and {@link #code} are 0.
     */
    public WindowClosedException() {
        this(Failure.local(
                "The customer service window is closed: only a template can be sent until the customer writes again",
                false,
                null));
    }

    @Override
    WindowClosedException with(Failure failure) {
        return new WindowClosedException(failure);
    }
}
