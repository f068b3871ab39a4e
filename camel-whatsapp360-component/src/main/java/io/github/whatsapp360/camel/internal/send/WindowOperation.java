/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.store.AccountWindows;
import io.github.whatsapp360.camel.internal.store.WindowOwners;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Returns the customer service window of the recipient. Does not call the API.
 *
 * <p>Thread-safe.
 *
 * @param windows of the account
 * @param options of the endpoint, which may name the recipient
 */
record WindowOperation(AccountWindows windows, Whatsapp360Configuration options) implements Operation {

    @Override
    public CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client) {
        var owner = WindowOwners.of(OutgoingMessages.recipient(exchange.getMessage(), options));
        return CompletableFuture.completedFuture(message -> {
            windows.describe(message, owner);
            message.setBody(windows.windowOf(owner));
        });
    }
}
