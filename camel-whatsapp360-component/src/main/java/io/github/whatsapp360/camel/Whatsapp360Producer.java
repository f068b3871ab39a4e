/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.send.OperationResult;
import io.github.whatsapp360.camel.internal.send.OperationTable;
import io.github.whatsapp360.camel.internal.support.LeasedClient;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operation of an exchange.
 *
 * <p>Thread-safe. Asynchronous: the route continues on another thread when the API has responded, or immediately if
 * there is nothing to wait for.
 */
public class Whatsapp360Producer extends DefaultAsyncProducer {

    private final Account account;
    private final OperationTable operations;
    private boolean counted;

    Whatsapp360Producer(Whatsapp360Endpoint endpoint, Account account) {
        super(endpoint);
        this.account = account;
        this.operations = new OperationTable(account, endpoint.getConfiguration());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        // Checks the key at start and not at the first message.
        Whatsapp360Client unused = account.client();
        ((Whatsapp360Endpoint) getEndpoint()).producerStarted();
        counted = true;
    }

    @Override
    protected void doStop() throws Exception {
        operations.stop();
        if (counted) {
            counted = false;
            ((Whatsapp360Endpoint) getEndpoint()).producerStopped();
        }
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<OperationResult> result;
        try {
            result = begin(exchange);
        } catch (RuntimeException | Error notBegun) {
            exchange.setException(notBegun instanceof Whatsapp360Exception problem ? account.named(problem) : notBegun);
            callback.done(true);
            return true;
        }
        if (result.isDone()) {
            var unused = result.whenComplete((outcome, failure) -> settle(exchange, outcome, failure));
            callback.done(true);
            return true;
        }
        CompletableFuture<?> unused =
                result.whenComplete((outcome, failure) -> account.callbacks().execute(() -> {
                    settle(exchange, outcome, failure);
                    callback.done(false);
                }));
        return false;
    }

    private CompletableFuture<OperationResult> begin(Exchange exchange) {
        LeasedClient lease = account.lease();
        try {
            return operations
                    .resolve(exchange.getMessage())
                    .begin(exchange, lease.client())
                    .whenComplete((outcome, failure) -> lease.release());
        } catch (RuntimeException | Error notBegun) {
            lease.release();
            throw notBegun;
        }
    }

    /** Never fails, so that the exchange always continues. */
    private void settle(Exchange exchange, @Nullable OperationResult outcome, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                exchange.setException(Whatsapp360Exception.in(failure));
            } else if (outcome != null) {
                outcome.on(exchange.getMessage());
            }
            if (exchange.getException() instanceof Whatsapp360Exception problem) {
                exchange.setException(account.named(problem));
            }
        } catch (RuntimeException | Error ownFault) {
            exchange.setException(ownFault);
        }
    }
}
