/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Passes requests of the HTTP server to the console and writes its responses. Blocks a worker thread of the server.
 *
 * <p>Thread-safe.
 *
 * @param requests finds the HTTP request of a message
 */
record ConsoleProcessor(Function<Message, WebhookRequest> requests, ConsoleHandler handler) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        WebhookRequest request = requests.apply(message);
        ConsoleResponse response = handler.handle(request);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, response.status());
        message.setHeader(Exchange.CONTENT_TYPE, response.contentType());
        response.allHeaders().forEach(message::setHeader);
        message.setBody(request.answerOf(response.body()));
    }
}
