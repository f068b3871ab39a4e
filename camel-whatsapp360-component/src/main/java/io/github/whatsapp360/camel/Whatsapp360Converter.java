/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.json.EventReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConverter;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/** Converts events to readable text and to their original JSON, and JSON back to events. */
@Converter(generateLoader = true)
public final class Whatsapp360Converter {

    private static final EventReader READER = new EventReader(Whatsapp360Exception::of);

    private Whatsapp360Converter() {}

    /** The readable text of an event, see {@link InboundEvent#text()}. */
    @Converter
    public static String toString(InboundEvent event) {
        return event.text();
    }

    /** The original JSON of the event, including unknown members. */
    @Converter
    public static byte[] toBytes(InboundEvent event) {
        return event.raw().bytes();
    }

    /** The original JSON of the event, including unknown members. */
    @Converter
    public static InputStream toStream(InboundEvent event) {
        return new ByteArrayInputStream(event.raw().bytes());
    }

    /** The original JSON of the event, including unknown members. */
    @Converter
    public static JsonNode toJsonNode(InboundEvent event) {
        return READER.tree(event);
    }

    /** The original JSON of the event, including unknown members. */
    @Converter
    public static Map<String, Object> toMap(InboundEvent event) {
        return READER.map(event);
    }

    /**
     * Parses an event from its JSON, for example after a queue: {@code convertBodyTo(InboundMessage.class)}. The
     * headers {@code CamelWhatsapp360EventType} and {@code CamelWhatsapp360EventName} determine its type; without them
     * only messages and statuses are recognized. Values of the envelope are missing: they are only in the headers of
     * the first exchange.
     *
     * @return null if the value or the type is not an event
     * @throws IllegalArgumentException if the value is no JSON, or an event of another class
     */
    @Converter(fallback = true)
    public static @Nullable Object toEvent(
            Class<?> type, @Nullable Exchange exchange, Object value, TypeConverterRegistry registry) {
        if (!InboundEvent.class.isAssignableFrom(type)) {
            return null;
        }
        byte[] element = bytes(value, exchange, registry);
        if (element == null) {
            return null;
        }
        InboundEvent event = event(element, exchange);
        if (!type.isInstance(event)) {
            throw new IllegalArgumentException("Expected the JSON of a " + type.getSimpleName() + ", Actual a "
                    + event.getClass().getSimpleName());
        }
        return event;
    }

    /** JSON is UTF-8; Camel would use the default charset. */
    private static byte @Nullable [] bytes(Object value, @Nullable Exchange exchange, TypeConverterRegistry registry) {
        if (value instanceof String text) {
            return text.getBytes(UTF_8);
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        TypeConverter converter = registry.lookup(byte[].class, value.getClass());
        return converter == null ? null : converter.tryConvertTo(byte[].class, exchange, value);
    }

    private static InboundEvent event(byte[] element, @Nullable Exchange exchange) {
        String family = header(exchange, Whatsapp360Constants.EVENT_TYPE);
        String name = header(exchange, Whatsapp360Constants.EVENT_NAME);
        return family == null || name == null ? READER.readElement(element) : READER.read(family, name, element);
    }

    private static @Nullable String header(@Nullable Exchange exchange, String name) {
        return exchange == null ? null : exchange.getMessage().getHeader(name, String.class);
    }
}
