/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.camel.internal.delivery.SentMessageLog;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/**
 * Returns the entry of a message in the sent-message log. Does not call the API.
 *
 * <p>Thread-safe.
 *
 * @param log of the account
 */
record SentMessageOperation(SentMessageLog log) implements Operation {

    private static final List<String> HEADERS = List.of(
            Whatsapp360Constants.SENT_MESSAGE_KEY,
            Whatsapp360Constants.SENT_MESSAGE_ID,
            Whatsapp360Constants.CORRELATION_ID);

    @Override
    public CompletableFuture<OperationResult> begin(Exchange exchange, Whatsapp360Client client) {
        return log.sentMessage(id(OperationInput.of(exchange))).thenApply(OperationResult::body);
    }

    private static String id(OperationInput input) {
        for (String header : HEADERS) {
            String value = input.text(header);
            if (value != null) {
                return value;
            }
        }
        String body = input.message().getBody(String.class);
        if (body == null || body.isBlank()) {
            throw new InvalidMessageException(
                    "The operation needs a message id, correlation id or key: one of the headers "
                            + String.join(", ", HEADERS) + ", or the body");
        }
        return body.strip();
    }
}
