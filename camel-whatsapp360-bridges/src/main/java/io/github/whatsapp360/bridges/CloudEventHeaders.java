/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import io.github.whatsapp360.camel.Whatsapp360CloudEventDataTypeTransformer;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.spi.DataType;

/**
 * Adds the attributes of a CloudEvent to an event, as headers whose names begin with {@code ce_} (the binary mode of
 * the Kafka binding; valid names of JMS properties too). The body becomes the JSON of the event in any case.
 */
public final class CloudEventHeaders {

    private static final Map<String, String> ATTRIBUTES = Map.of(
            CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "ce_specversion",
            CloudEvent.CAMEL_CLOUD_EVENT_ID, "ce_id",
            CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "ce_source",
            CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "ce_type",
            CloudEvent.CAMEL_CLOUD_EVENT_TIME, "ce_time",
            CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "ce_subject",
            CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, "ce_datacontenttype");

    private final Whatsapp360CloudEventDataTypeTransformer transformer = new Whatsapp360CloudEventDataTypeTransformer();

    /** Makes the JSON of the event the body, with the attributes as headers. */
    public void add(Exchange exchange) {
        Message message = exchange.getMessage();
        transformer.transform(message, DataType.ANY, DataType.ANY);
        ATTRIBUTES.forEach((camel, header) -> {
            Object value = message.removeHeader(camel);
            if (value != null) {
                message.setHeader(header, value.toString());
            }
        });
    }
}
