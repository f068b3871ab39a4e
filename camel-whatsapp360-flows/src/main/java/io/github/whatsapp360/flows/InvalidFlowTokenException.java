/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

/** A flow token is not one of ours, was changed, or has expired. The message contains no part of the token. */
public class InvalidFlowTokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidFlowTokenException(String message) {
        super(message);
    }
}
