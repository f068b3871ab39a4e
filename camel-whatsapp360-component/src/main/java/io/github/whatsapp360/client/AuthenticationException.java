/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

/**
 * The key, the number or the account lacks permission, or a proxy requires authentication: check the key, the account,
 * or the proxy's user and password. Not sent; a retry does not help.
 *
 * <p>Thread-safe.
 */
public final class AuthenticationException extends Whatsapp360Exception {

    private static final long serialVersionUID = 1L;

    /** @param failure the facts of the failed call */
    public AuthenticationException(Failure failure) {
        super(failure);
    }

    @Override
    AuthenticationException with(Failure failure) {
        return new AuthenticationException(failure);
    }
}
