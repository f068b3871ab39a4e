package io.github.whatsapp360.client;

/**
 * The customer service window is closed: more than 24 hours have passed since this customer wrote. Send a template. Not
 * sent; trying again changes nothing.
 *
 * <p>Thread-safe.
 */
public final class WindowClosedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    WindowClosedException(Failure failure) {
        super(failure);
    }
}
