/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.event.InboundEvent;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;

/**
 * Converts an event to a CloudEvent: its attributes become Camel headers, its JSON the body. The id is derived from
 * that JSON, so that repeated deliveries of an event have the same id. Any other body is not changed.
 *
 * <p>Thread-safe.
 */
@DataTypeTransformer(
        name = "whatsapp360:application-cloudevents",
        description = "Makes a CloudEvent of an event of WhatsApp")
public class Whatsapp360CloudEventDataTypeTransformer extends Transformer {

    private static final CloudEvent VERSION = CloudEvents.v1_0;
    private static final String JSON = "application/json";

    @Override
    public void transform(Message message, DataType from, DataType to) {
        if (!(message.getBody() instanceof InboundEvent event)) {
            return;
        }
        byte[] element = event.raw().bytes();
        Exchange exchange = message.getExchange();
        Instant time = event.timestamp();
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, VERSION.version());
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_ID, UUID.nameUUIDFromBytes(element).toString());
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                "whatsapp360:" + message.getHeader(Whatsapp360Constants.ACCOUNT, String.class));
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "io.github.whatsapp360." + event.family() + "." + event.name());
        message.setHeader(
                CloudEvent.CAMEL_CLOUD_EVENT_TIME, time == null ? VERSION.getEventTime(exchange) : time.toString());
        if (event.messageId() != null) {
            message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, event.messageId());
        }
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, JSON);
        message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, JSON);
        message.setBody(new String(element, UTF_8));
    }
}
