/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.message.Recipient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Groups: created, changed, their participants and pinned messages. */
final class GroupOperations {

    private static final int USUAL_PIN_DAYS = 7;

    private GroupOperations() {}

    static Map<Whatsapp360Operations, Operation> of(Whatsapp360Configuration options) {
        Map<Whatsapp360Operations, Operation> rows = new EnumMap<>(Whatsapp360Operations.class);
        rows.put(Whatsapp360Operations.createGroup, result((client, input) -> client.createGroup(input.object())));
        rows.put(Whatsapp360Operations.listGroups, result((client, input) -> client.listGroups()));
        rows.put(Whatsapp360Operations.getGroup, result((client, input) -> client.getGroup(id(input))));
        rows.put(
                Whatsapp360Operations.updateGroup,
                result((client, input) ->
                        client.updateGroup(input.required(Whatsapp360Constants.GROUP_ID), input.object())));
        rows.put(Whatsapp360Operations.deleteGroup, result((client, input) -> client.deleteGroup(id(input))));
        rows.put(
                Whatsapp360Operations.getGroupInviteLink,
                result((client, input) -> client.getGroupInviteLink(id(input))));
        rows.put(
                Whatsapp360Operations.resetGroupInviteLink,
                result((client, input) -> client.resetGroupInviteLink(id(input))));
        rows.put(
                Whatsapp360Operations.addGroupParticipants,
                result((client, input) -> client.addGroupParticipants(
                        input.required(Whatsapp360Constants.GROUP_ID), participants(input, options))));
        rows.put(
                Whatsapp360Operations.removeGroupParticipants,
                result((client, input) -> client.removeGroupParticipants(
                        input.required(Whatsapp360Constants.GROUP_ID), participants(input, options))));
        rows.put(Whatsapp360Operations.pinMessage, (exchange, client) -> {
            OperationInput input = OperationInput.of(exchange);
            return client.pinMessage(group(input), message(input), days(input))
                    .thenApply(done -> OperationResult.none());
        });
        rows.put(Whatsapp360Operations.unpinMessage, (exchange, client) -> {
            OperationInput input = OperationInput.of(exchange);
            return client.unpinMessage(group(input), message(input)).thenApply(done -> OperationResult.none());
        });
        return rows;
    }

    private static Operation result(
            BiFunction<Whatsapp360Client, OperationInput, ? extends CompletableFuture<?>> call) {
        return (exchange, client) ->
                call.apply(client, OperationInput.of(exchange)).thenApply(OperationResult::body);
    }

    private static String id(OperationInput input) {
        return input.headerOrBody(Whatsapp360Constants.GROUP_ID);
    }

    private static String group(OperationInput input) {
        return input.required(Whatsapp360Constants.GROUP_ID);
    }

    private static String message(OperationInput input) {
        return input.required(Whatsapp360Constants.MESSAGE_ID);
    }

    /** The users must be given explicitly: the sender of a received message is never used. */
    private static List<Recipient> participants(OperationInput input, Whatsapp360Configuration options) {
        Object body = input.message().getBody();
        if (body == null || (body instanceof String text && text.isBlank())) {
            throw new InvalidMessageException("The operation needs a user or a list of users as body");
        }
        return input.users(options);
    }

    private static int days(OperationInput input) {
        String days = input.text(Whatsapp360Constants.PIN_DAYS);
        if (days == null) {
            return USUAL_PIN_DAYS;
        }
        try {
            return Integer.parseInt(days);
        } catch (NumberFormatException notANumber) {
            throw new InvalidMessageException(
                    "The header " + Whatsapp360Constants.PIN_DAYS + " is a whole number from 1 to 30, actual is not");
        }
    }
}
