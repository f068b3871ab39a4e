/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * The API has accepted the message, and the awaited state was not reported in time ({@code waitFor} with {@code
 * onWaitTimeout=fail}). The message may still be delivered: do not send it again.
 *
 * <p>Thread-safe.
 */
public final class DeliveryTimeoutException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts; not retryable */
    public DeliveryTimeoutException(Failure failure) {
        super(failure);
    }

    @Override
    public SendOutcome outcome() {
        return SendOutcome.accepted;
    }

    @Override
    DeliveryTimeoutException with(Failure failure) {
        return new DeliveryTimeoutException(failure);
    }
}
