/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.json.ApiJson;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The dead letter operations. They use the inbox of the account's consumers in this process. */
final class DeadLetterOperations {

    private static final int USUAL_PAGE = 50;
    private static final int MAXIMUM_PAGE = 1_000;

    private DeadLetterOperations() {}

    static Map<Whatsapp360Operations, Operation> of(SendingAccount account) {
        return Map.of(
                Whatsapp360Operations.listDeadLetters,
                (exchange, client) -> done(list(account.deadLetters(), exchange.getMessage())),
                Whatsapp360Operations.replayDeadLetters,
                (exchange, client) -> done(account.deadLetters().replayDeadLetters(selection(exchange))),
                Whatsapp360Operations.purgeDeadLetters,
                (exchange, client) -> done(account.deadLetters().purgeDeadLetters(selection(exchange))));
    }

    private static CompletableFuture<OperationResult> done(Object body) {
        return CompletableFuture.completedFuture(OperationResult.body(body));
    }

    private static List<DeadLetter> list(DeadLetterStore inbox, Message message) {
        DeadLetterSelection shown = selection(message.getHeader(Whatsapp360Constants.DEAD_LETTER_ID));
        if (!shown.isAll() && !shown.ids().isEmpty()) {
            return withBodies(inbox, shown.ids().stream().sorted());
        }
        long after = number(message, Whatsapp360Constants.DEAD_LETTER_AFTER, 0);
        long limit = number(message, Whatsapp360Constants.DEAD_LETTER_LIMIT, USUAL_PAGE);
        if (limit < 1 || limit > MAXIMUM_PAGE) {
            throw new InvalidMessageException("Header " + Whatsapp360Constants.DEAD_LETTER_LIMIT + ": expected 1 to "
                    + MAXIMUM_PAGE + ", actual " + limit);
        }
        List<DeadLetter> page = inbox.deadLetters(after, (int) limit);
        boolean asked = Boolean.TRUE.equals(message.getHeader(Whatsapp360Constants.DEAD_LETTER_BODIES, Boolean.class));
        return asked ? withBodies(inbox, page.stream().map(DeadLetter::id)) : page;
    }

    private static List<DeadLetter> withBodies(DeadLetterStore inbox, Stream<Long> ids) {
        return ids.map(inbox::deadLetter).flatMap(Optional::stream).toList();
    }

    private static long number(Message message, String header, long otherwise) {
        Object value = message.getHeader(header);
        if (value == null || value.toString().isBlank()) {
            return otherwise;
        }
        try {
            return Long.parseLong(value.toString().strip());
        } catch (NumberFormatException notANumber) {
            throw new InvalidMessageException("Header " + header + ": expected a whole number", notANumber);
        }
    }

    /** The selection of the header, otherwise of the body; all dead letters only if explicitly requested. */
    private static DeadLetterSelection selection(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(Whatsapp360Constants.DEAD_LETTER_ID);
        Object body = exchange.getMessage().getBody();
        if (header == null && body instanceof InboundEvent) {
            // A received message selects nothing, because its text might be the word all.
            return DeadLetterSelection.of(Set.of());
        }
        boolean isText = body instanceof byte[] || body instanceof InputStream;
        return selection(
                header != null ? header : isText ? exchange.getMessage().getBody(String.class) : body);
    }

    private static DeadLetterSelection selection(@Nullable Object named) {
        if (named == null) {
            return DeadLetterSelection.of(Set.of());
        }
        List<?> several = ApiJson.asList(named);
        try {
            return several == null
                    ? DeadLetterSelection.parse(named.toString())
                    : DeadLetterSelection.of(several.stream()
                            .map(id -> Long.valueOf(String.valueOf(id).strip()))
                            .collect(Collectors.toSet()));
        } catch (IllegalArgumentException notIds) {
            throw new InvalidMessageException(
                    "The operation needs ids of dead letters as body or header " + Whatsapp360Constants.DEAD_LETTER_ID
                            + ": a number, several, or the word " + DeadLetterSelection.ALL,
                    notIds);
        }
    }
}
