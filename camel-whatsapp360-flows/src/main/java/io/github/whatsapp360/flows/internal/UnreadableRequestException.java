/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

/** A request cannot be decrypted. Has neither message nor cause: the reason is nobody's business. */
public final class UnreadableRequestException extends Exception {

    private static final long serialVersionUID = 1L;
}
