package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxException;

/** One delivery is refused, whatever becomes of others. Whoever throws this has logged why. */
public final class RefusedDeliveryException extends InboxException {

    private static final long serialVersionUID = 1L;

    public RefusedDeliveryException(String message) {
        super(message);
    }
}
