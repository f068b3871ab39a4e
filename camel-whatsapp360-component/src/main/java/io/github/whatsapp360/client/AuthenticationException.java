package io.github.whatsapp360.client;

/**
 * The key, the number or the account is not allowed to do this: check the key or the account. Not sent; trying again
 * changes nothing.
 *
 * <p>Thread-safe.
 */
public final class AuthenticationException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    AuthenticationException(Failure failure) {
        super(failure);
    }
}
