package io.github.whatsapp360.inbox.internal.postgres;

import java.util.Objects;

/**
 * Nothing of a batch was written, because something in it cannot be: the database takes no such data. The rest of it
 * can be written without that.
 *
 * <p>Immutable and thread-safe.
 */
public final class BadBatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A batch that has to be divided.
     *
     * @param message what to tell whoever handed in what is at fault
     */
    public BadBatchException(String message, Throwable cause) {
        super(message, cause);
    }

    String problem() {
        return Objects.requireNonNullElse(getMessage(), "Not written.");
    }
}
