/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.GroupJoinRequest;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.GroupEvent;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.json.ApiJson;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to join a group: listed, approved, rejected. */
final class JoinRequestOperations {

    private JoinRequestOperations() {}

    static Map<Whatsapp360Operations, Operation> of() {
        return Map.of(
                Whatsapp360Operations.listGroupJoinRequests,
                (exchange, client) -> client.listGroupJoinRequests(
                                OperationInput.of(exchange).headerOrBody(Whatsapp360Constants.GROUP_ID))
                        .thenApply(OperationResult::body),
                Whatsapp360Operations.approveGroupJoinRequests,
                (exchange, client) -> {
                    OperationInput input = OperationInput.of(exchange);
                    return client.approveGroupJoinRequests(group(input), requests(input))
                            .thenApply(OperationResult::body);
                },
                Whatsapp360Operations.rejectGroupJoinRequests,
                (exchange, client) -> {
                    OperationInput input = OperationInput.of(exchange);
                    return client.rejectGroupJoinRequests(group(input), requests(input))
                            .thenApply(OperationResult::body);
                });
    }

    private static String group(OperationInput input) {
        return input.required(Whatsapp360Constants.GROUP_ID);
    }

    private static List<String> requests(OperationInput input) {
        Object body = input.message().getBody();
        List<?> several = ApiJson.asList(body);
        List<String> ids = (several == null ? Collections.singletonList(body) : several)
                .stream().map(each -> request(input, each)).toList();
        if (ids.isEmpty()) {
            throw none();
        }
        return ids;
    }

    private static String request(OperationInput input, @Nullable Object request) {
        String id = request instanceof GroupJoinRequest listed ? listed.id() : null;
        if (request instanceof GroupEvent event && event.change() instanceof GroupChange.JoinRequested asked) {
            id = asked.joinRequestId();
        }
        // The text of any other event is no id.
        boolean written = id == null && request != null && !(request instanceof InboundEvent);
        if (written) {
            id = input.message().getExchange().getContext().getTypeConverter().tryConvertTo(String.class, request);
        }
        if (id == null || id.isBlank()) {
            throw none();
        }
        return id;
    }

    private static InvalidMessageException none() {
        return new InvalidMessageException("The operation needs as body the id of a request to join, a list of ids,"
                + " or the event of a request to join");
    }
}
