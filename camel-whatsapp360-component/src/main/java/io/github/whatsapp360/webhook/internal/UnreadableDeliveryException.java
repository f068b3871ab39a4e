/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

/**
 * A delivery is not strict UTF-8 JSON, exceeds a limit, or has no known envelope. The response is 200, and the delivery
 * becomes a dead letter: the sender would repeat it unchanged for days.
 *
 * <p>The message contains the reason and the byte offset, and never quotes the delivery. Thread-safe.
 */
public final class UnreadableDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableDeliveryException(String reason) {
        super(reason);
    }
}
