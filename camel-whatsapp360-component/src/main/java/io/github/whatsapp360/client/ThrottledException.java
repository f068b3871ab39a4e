/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * Too many messages to this recipient, from this number, or to this endpoint: wait at least {@link #retryAfter()} if it
 * is known. Not sent.
 *
 * <p>Thread-safe.
 */
public final class ThrottledException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public ThrottledException(Failure failure) {
        super(failure);
    }

    @Override
    ThrottledException with(Failure failure) {
        return new ThrottledException(failure);
    }
}
