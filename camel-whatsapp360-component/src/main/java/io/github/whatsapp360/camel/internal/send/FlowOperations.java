/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Flows: created, changed, published, deprecated, deleted. */
final class FlowOperations {

    private FlowOperations() {}

    static Map<Whatsapp360Operations, Operation> of() {
        return Map.of(
                Whatsapp360Operations.createFlow,
                (exchange, client) ->
                        client.createFlow(OperationInput.of(exchange).object()).thenApply(OperationResult::body),
                Whatsapp360Operations.listFlows,
                (exchange, client) -> client.listFlows().thenApply(OperationResult::body),
                Whatsapp360Operations.updateFlow,
                (exchange, client) -> {
                    OperationInput input = OperationInput.of(exchange);
                    return client.updateFlow(input.required(Whatsapp360Constants.FLOW_ID), input.object())
                            .thenApply(OperationResult::body);
                },
                Whatsapp360Operations.publishFlow,
                change(Whatsapp360Client::publishFlow),
                Whatsapp360Operations.deprecateFlow,
                change(Whatsapp360Client::deprecateFlow),
                Whatsapp360Operations.deleteFlow,
                change(Whatsapp360Client::deleteFlow),
                Whatsapp360Operations.getFlowEncryptionKey,
                (exchange, client) -> client.getFlowEncryptionKey().thenApply(OperationResult::body),
                Whatsapp360Operations.setFlowEncryptionKey,
                (exchange, client) -> client.setFlowEncryptionKey(
                                OperationInput.of(exchange).bodyText())
                        .thenApply(done -> OperationResult.none()));
    }

    private static Operation change(BiFunction<Whatsapp360Client, String, CompletableFuture<@Nullable Void>> call) {
        return (exchange, client) -> call.apply(
                        client, OperationInput.of(exchange).headerOrBody(Whatsapp360Constants.FLOW_ID))
                .thenApply(done -> OperationResult.none());
    }
}
