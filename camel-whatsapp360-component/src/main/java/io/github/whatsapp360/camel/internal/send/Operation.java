/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * An operation of the producer.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface Operation {

    /**
     * Starts the operation asynchronously.
     *
     * @param client stays open until the operation has completed
     * @return completes on any thread with the changes of the message, or exceptionally
     * @throws RuntimeException if it cannot even begin
     */
    CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client);
}
