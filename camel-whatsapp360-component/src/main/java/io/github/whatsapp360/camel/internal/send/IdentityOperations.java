/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.CustomerIdentity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The operations on what is known of a customer.
 *
 * <p>Thread-safe.
 */
final class IdentityOperations {

    private final Whatsapp360Configuration options;

    private IdentityOperations(Whatsapp360Configuration options) {
        this.options = options;
    }

    static Map<Whatsapp360Operations, Operation> of(Whatsapp360Configuration options) {
        IdentityOperations operations = new IdentityOperations(options);
        return Map.of(
                Whatsapp360Operations.identity,
                (exchange, client) -> CompletableFuture.completedFuture(
                        OperationResult.body(client.identity(operations.named(exchange.getMessage())))),
                Whatsapp360Operations.forget,
                operations::forget);
    }

    private CompletableFuture<OperationResult> forget(Exchange exchange, Whatsapp360Client client) {
        boolean remote = exchange.getMessage().getHeader(Whatsapp360Constants.FORGET_REMOTE, false, Boolean.class);
        return client.forget(named(exchange.getMessage()), remote).thenApply(OperationResult::body);
    }

    /** If the body is an event, its customer is used: the text of a message is not a name. */
    private String named(Message message) {
        Object body = message.getBody();
        if (body instanceof CustomerIdentity identity) {
            return identity.customerId();
        }
        String text = body instanceof InboundEvent ? null : message.getBody(String.class);
        if (text != null && !text.isBlank()) {
            return text.strip();
        }
        @Nullable String customer = new OperationInput(message).text(Whatsapp360Constants.CUSTOMER_ID);
        return customer == null ? OutgoingMessages.recipient(message, options).key() : customer;
    }
}
