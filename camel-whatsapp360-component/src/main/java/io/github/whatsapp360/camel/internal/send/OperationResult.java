/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The changes of a message by an operation. Applied once, on the thread on which the route continues. */
@FunctionalInterface
public interface OperationResult {

    /** Changes the message. */
    void on(Message message);

    /** The message stays as it was. */
    static OperationResult none() {
        return message -> {};
    }

    /** The result becomes the body. */
    static OperationResult body(@Nullable Object result) {
        return message -> message.setBody(result);
    }

    /** Adds a header to the result. */
    default OperationResult header(String name, Object value) {
        return message -> {
            on(message);
            message.setHeader(name, value);
        };
    }
}
