/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * The API could not be reached or reported that it is unavailable: try later. Certainly not sent.
 *
 * <p>Thread-safe.
 */
public final class UnavailableException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public UnavailableException(Failure failure) {
        super(failure);
    }

    @Override
    UnavailableException with(Failure failure) {
        return new UnavailableException(failure);
    }
}
