/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import java.util.Map;

/** The operations on received messages. */
final class ReceiptOperations {

    private ReceiptOperations() {}

    static Map<Whatsapp360Operations, Operation> of() {
        return Map.of(
                Whatsapp360Operations.markAsRead,
                (exchange, client) -> client.markAsRead(
                                OperationInput.of(exchange).required(Whatsapp360Constants.MESSAGE_ID))
                        .thenApply(done -> OperationResult.none()),
                Whatsapp360Operations.showTyping,
                (exchange, client) -> client.showTyping(
                                OperationInput.of(exchange).required(Whatsapp360Constants.MESSAGE_ID))
                        .thenApply(done -> OperationResult.none()));
    }
}
