/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxException;

/** One delivery is refused; other deliveries are not affected. The thrower has logged the reason. */
public final class RefusedDeliveryException extends InboxException {

    private static final long serialVersionUID = 1L;

    public RefusedDeliveryException(String message) {
        super(message);
    }
}
