/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * The request may have arrived, but there is no response: check the status events before you send it again. Never
 * retried by the component.
 *
 * <p>Thread-safe.
 */
public final class UnknownOutcomeException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public UnknownOutcomeException(Failure failure) {
        super(failure);
    }

    @Override
    public SendOutcome outcome() {
        return SendOutcome.unknown;
    }

    @Override
    UnknownOutcomeException with(Failure failure) {
        return new UnknownOutcomeException(failure);
    }
}
