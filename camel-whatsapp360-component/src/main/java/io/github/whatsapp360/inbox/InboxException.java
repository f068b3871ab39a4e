package io.github.whatsapp360.inbox;

/**
 * An inbox could not do what it was asked. After a failed {@link Inbox#store} the delivery counts as not stored, even if a
 * part of it reached the disk: its sender repeats it, and what is there already is a duplicate then.
 */
public class InboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InboxException(String message) {
        super(message);
    }

    public InboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
