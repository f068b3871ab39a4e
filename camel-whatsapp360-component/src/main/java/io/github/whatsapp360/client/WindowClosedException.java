package io.github.whatsapp360.client;

/**
 * The customer service window is closed: more than 24 hours have passed since this customer wrote. Send a template. Not
 * sent; trying again changes nothing.
 *
 * <p>Thread-safe.
 */
public final class WindowClosedException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public WindowClosedException(Failure failure) {
        super(failure);
    }

    /** A message that was held back because the window is known to be closed; {@link #httpStatus} and {@link #code} are 0. */
    public WindowClosedException() {
        this(Failure.local(
                "The customer service window is closed: only a template can be sent until the customer writes again",
                false,
                null));
    }

    @Override
    WindowClosedException with(Failure failure) {
        return new WindowClosedException(failure);
    }
}
