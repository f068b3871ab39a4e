/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

/** The operations of the producer. */
public enum Whatsapp360FlowOperations {
    /**
     * Downloads, decrypts and verifies a file that a customer has picked in a form. The body is one element of the
     * picker's array, and becomes the file as a stream.
     */
    downloadFlowMedia
}
