/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.bridges.mail.internal.HandledMails.Fate;

/** A mail that was refused before, and is read again because its author could not be told, or the mail not be moved. */
public final class RefusedBeforeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Fate fate;

    public RefusedBeforeException(Fate fate) {
        super("The mail was refused before");
        this.fate = fate;
    }

    public Fate fate() {
        return fate;
    }
}
