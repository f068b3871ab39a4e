/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.camel.internal.store.AccountIdentities;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import java.util.List;
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

    private final SendingAccount account;
    private final Whatsapp360Configuration options;

    private IdentityOperations(SendingAccount account, Whatsapp360Configuration options) {
        this.account = account;
        this.options = options;
    }

    static Map<Whatsapp360Operations, Operation> of(SendingAccount account, Whatsapp360Configuration options) {
        IdentityOperations operations = new IdentityOperations(account, options);
        return Map.of(
                Whatsapp360Operations.identity,
                (exchange, client) -> CompletableFuture.completedFuture(operations.identity(exchange)),
                Whatsapp360Operations.forget,
                operations::forget);
    }

    private OperationResult identity(Exchange exchange) {
        return OperationResult.body(account.identities().identity(named(exchange.getMessage())));
    }

    private CompletableFuture<OperationResult> forget(Exchange exchange, Whatsapp360Client client) {
        AccountIdentities identities = account.identities();
        CustomerIdentity known = identities.identity(named(exchange.getMessage()));
        if (known == null) {
            return CompletableFuture.completedFuture(OperationResult.body(null));
        }
        boolean remote = exchange.getMessage().getHeader(Whatsapp360Constants.FORGET_REMOTE, false, Boolean.class);
        CompletableFuture<?> remotely = CompletableFuture.completedFuture(null);
        if (remote) {
            // First: if it fails, the ids are still known, and the operation can be repeated.
            for (CustomerIdentity.Alias alias : userIds(known)) {
                remotely = remotely.thenCompose(before -> client.deleteContact(alias.value()));
            }
        }
        return remotely.thenCompose(done -> account.windows().forget(known))
                .thenCompose(done -> identities.forget(known))
                .thenApply(done -> OperationResult.body(known));
    }

    private static List<CustomerIdentity.Alias> userIds(CustomerIdentity known) {
        return known.aliases().stream()
                .filter(alias -> alias.kind() == Kind.userId)
                .toList();
    }

    /** What a customer wrote names nobody: of an event it is the customer whom it concerns. */
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
