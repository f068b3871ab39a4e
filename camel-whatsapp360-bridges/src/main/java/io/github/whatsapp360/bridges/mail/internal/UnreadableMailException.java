/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

/** A mail that cannot be read, or must not be sent on. The message is a sentence for its author. */
public final class UnreadableMailException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableMailException(String reason) {
        super(reason);
    }

    public UnreadableMailException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
