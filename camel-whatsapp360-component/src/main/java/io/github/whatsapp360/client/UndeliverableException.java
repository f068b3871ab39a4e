/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * This recipient cannot be reached, or not now: not on WhatsApp, opted out, blocked, or protected by a limit of
 * WhatsApp. Not sent; use another channel.
 *
 * <p>Thread-safe.
 */
public final class UndeliverableException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public UndeliverableException(Failure failure) {
        super(failure);
    }

    @Override
    UndeliverableException with(Failure failure) {
        return new UndeliverableException(failure);
    }
}
