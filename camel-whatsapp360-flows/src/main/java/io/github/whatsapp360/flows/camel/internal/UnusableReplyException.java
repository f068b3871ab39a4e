/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

/** The reply of a route is no answer. The message contains no values of the reply. */
final class UnusableReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableReplyException(String message) {
        super(message);
    }
}
