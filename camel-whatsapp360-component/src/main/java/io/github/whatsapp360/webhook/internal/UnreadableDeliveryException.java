package io.github.whatsapp360.webhook.internal;

/**
 * A delivery that is not strict UTF-8 JSON, breaks a limit, or has no known envelope. To be answered 200 and kept as a dead
 * letter: the sender would repeat it unchanged for days.
 *
 * <p>The message says what is wrong and at which byte, and never quotes the delivery. Thread-safe.
 */
public final class UnreadableDeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableDeliveryException(String reason) {
        super(reason);
    }
}
