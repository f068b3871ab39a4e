/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import io.github.whatsapp360.client.Whatsapp360Exception;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractMessagingSpanDecorator;

/**
 * Names and describes the spans of routes and sends by OpenTelemetry's conventions for messaging. Camel's own
 * description is left out: it contains the endpoint URI, which may contain a phone number, and messages of exceptions.
 *
 * <p>Found by Camel's telemetry as a service; never loaded without it. Thread-safe.
 */
public final class Whatsapp360SpanDecorator extends AbstractMessagingSpanDecorator {

    private static final String COMPONENT = "whatsapp360";

    @Override
    public String getComponent() {
        return COMPONENT;
    }

    @Override
    public String getComponentClassName() {
        return "io.github.whatsapp360.camel.Whatsapp360Component";
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return clipMaxLength(operation(exchange, endpoint) + " " + getDestination(exchange, endpoint));
    }

    /** The exchange of an event has been nowhere when the span of its route begins. */
    private static String operation(Exchange exchange, Endpoint endpoint) {
        boolean isEvent =
                exchange.getFromEndpoint() == endpoint && exchange.getProperty(ExchangePropertyKey.TO_ENDPOINT) == null;
        return isEvent ? "process" : "send";
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        String operation = operation(exchange, endpoint);
        span.setComponent("camel-" + COMPONENT);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("messaging.system", "whatsapp");
        span.setTag("messaging.operation.name", operation);
        span.setTag("messaging.operation.type", operation);
        span.setTag(TagConstants.MESSAGE_BUS_DESTINATION, getDestination(exchange, endpoint));
        if (operation.equals("process")) {
            tag(span, "whatsapp360.event.name", exchange, Whatsapp360Constants.EVENT_NAME);
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        tag(span, "whatsapp360.send.outcome", exchange, Whatsapp360Constants.SEND_OUTCOME);
        tag(span, "whatsapp360.sent_message.key", exchange, Whatsapp360Constants.SENT_MESSAGE_KEY);
        tag(span, "whatsapp360.delivery", exchange, Whatsapp360Constants.DELIVERY);
        if (exchange.isFailed()) {
            span.setError(true);
            Exception problem = exchange.getException();
            if (problem != null) {
                span.setTag("error.type", problem.getClass().getName());
            }
            if (problem instanceof Whatsapp360Exception refused && refused.code() != 0) {
                span.setTag("whatsapp360.error.code", Integer.toString(refused.code()));
            }
        }
    }

    private static void tag(Span span, String name, Exchange exchange, String header) {
        String value = exchange.getMessage().getHeader(header, String.class);
        if (value != null) {
            span.setTag(name, value);
        }
    }
}
