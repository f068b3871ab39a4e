package io.github.whatsapp360.client;

/**
 * The template is missing, paused, disabled, or its parameters do not fit: fix or wait for the template. Not sent.
 *
 * <p>Thread-safe.
 */
public final class TemplateException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    TemplateException(Failure failure) {
        super(failure);
    }

    /** A template that was found missing or unfit before anything was sent. */
    public TemplateException(String message) {
        this(Failure.local(message, false, null));
    }
}
