/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows;

import java.io.IOException;

/** A file of a form cannot be downloaded, or is not the one that the customer has picked. */
public class FlowMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    public FlowMediaException(String message) {
        super(message);
    }
}
