/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.ConversationContext;
import io.github.whatsapp360.event.EventSource;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.content.Contact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is stored: {@code {"family":…,"name":…,"field":…,"entry":…,"time":…,"metadata":{…},"contact":{…},
 * "conversation_context":{…},"element":…}}, all but family, name and element optional.
 *
 * <p>Immutable and thread-safe.
 *
 * @param family the event family
 * @param source the values of the envelope
 * @param contact the user's contact data
 * @param raw the element exactly as received
 * @param element the same as a tree
 * @param conversationContext the conversation before a hand-over, sent with the message
 */
record StoredEvent(
        String family,
        EventSource source,
        @Nullable Contact contact,
        RawJson raw,
        JsonNode element,
        @Nullable ConversationContext conversationContext) {

    private static final String CONVERSATION_CONTEXT = "conversation_context";

    private static final ObjectReader WITH_DOUBLES =
            Json.mapper().reader().without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** @throws IllegalArgumentException if this is no stored form */
    static StoredEvent parse(byte[] stored, ObjectMapper mapper) {
        try {
            return parse(stored, mapper.reader(), mapper);
        } catch (NumberFormatException beyondDecimal) {
            return parse(stored, WITH_DOUBLES, mapper);
        }
    }

    /** Parses in one pass: the element is read as a tree, and its bytes are copied. */
    private static StoredEvent parse(byte[] stored, ObjectReader reader, ObjectMapper mapper) {
        ObjectNode head = mapper.createObjectNode();
        JsonNode tree = null;
        byte[] element = {};
        byte[] context = {};
        try (JsonParser parser = mapper.createParser(stored)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("Not an event in stored form");
            }
            String name;
            while ((name = parser.nextFieldName()) != null) {
                parser.nextToken();
                if (name.equals("element")) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    tree = reader.readTree(parser);
                    element = upToHere(stored, start, parser);
                } else if (name.equals(CONVERSATION_CONTEXT)) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    head.set(name, reader.readTree(parser));
                    context = upToHere(stored, start, parser);
                } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    head.put(name, parser.getText());
                } else {
                    head.set(name, reader.readTree(parser));
                }
            }
        } catch (IOException notJson) {
            throw new IllegalArgumentException("Not an event in stored form: " + Problems.describe(notJson));
        }
        String family = Json.text(head, "family");
        String eventName = Json.text(head, "name");
        if (family == null || eventName == null || tree == null) {
            throw new IllegalArgumentException("Not an event in stored form");
        }
        StoredEvent event = of(family, eventName, head, element, tree, mapper);
        return context.length == 0 ? event : event.with(head.path(CONVERSATION_CONTEXT), new RawJson(context));
    }

    private static byte[] upToHere(byte[] stored, int start, JsonParser parser) throws IOException {
        parser.finishToken();
        return Arrays.copyOfRange(stored, start, (int) parser.currentLocation().getByteOffset());
    }

    private StoredEvent with(JsonNode context, RawJson json) {
        String summary = Json.text(context.path("summary"), "text");
        return new StoredEvent(
                family,
                source,
                contact,
                raw,
                element,
                new ConversationContext(Json.text(context, "type"), summary, json));
    }

    /** @throws IllegalArgumentException if the element is no JSON */
    static StoredEvent of(String family, String name, byte[] element, ObjectMapper mapper) {
        return of(family, name, mapper.createObjectNode(), element, tree(element, mapper), mapper);
    }

    private static StoredEvent of(
            String family, String name, JsonNode head, byte[] element, JsonNode tree, ObjectMapper mapper) {
        JsonNode metadata = head.path("metadata");
        EventSource source = new EventSource(
                name,
                Json.text(head, "field"),
                Json.text(head, "entry"),
                Json.time(head, "time"),
                phoneNumber(metadata, tree, "phone_number_id"),
                phoneNumber(metadata, tree, "display_phone_number"));
        Contact contact = Parts.read(head.path("contact"), Contact.class, mapper);
        return new StoredEvent(family, source, contact, new RawJson(element), tree, null);
    }

    /**
     * Hand-overs have no metadata and contain the number in the value; events of 360dialog contain it in their data.
     */
    private static @Nullable String phoneNumber(JsonNode metadata, JsonNode element, String member) {
        for (JsonNode place : List.of(
                metadata, element.path("recipient"), element.path("data").path("metadata"))) {
            String number = Json.text(place, member);
            if (number != null) {
                return number;
            }
        }
        return null;
    }

    static JsonNode tree(byte[] element, ObjectMapper mapper) {
        try {
            return mapper.readTree(element);
        } catch (NumberFormatException beyondDecimal) {
            return treeOfDoubles(element);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("Not JSON: " + Problems.describe(notJson));
        }
    }

    /** JSON allows numbers with exponents that a decimal cannot represent; they are ignored. */
    private static JsonNode treeOfDoubles(byte[] element) {
        try {
            return WITH_DOUBLES.readTree(element);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("Not JSON: " + Problems.describe(notJson));
        }
    }

    /** The stored form, from which an equal event is parsed. */
    static byte[] write(InboundEvent event, ObjectMapper mapper) {
        EventSource source = event.source();
        ObjectNode head = mapper.createObjectNode();
        head.put("family", event.family());
        head.put("name", source.name());
        putIfPresent(head, "field", source.field());
        putIfPresent(head, "entry", source.entryId());
        if (source.entryTime() != null) {
            head.put("time", EpochTime.format(source.entryTime()));
        }
        if (source.phoneNumberId() != null || source.displayPhoneNumber() != null) {
            ObjectNode metadata = head.putObject("metadata");
            putIfPresent(metadata, "display_phone_number", source.displayPhoneNumber());
            putIfPresent(metadata, "phone_number_id", source.phoneNumberId());
        }
        if (event.contact() != null) {
            head.set("contact", mapper.valueToTree(event.contact()));
        }
        try {
            byte[] open = mapper.writeValueAsBytes(head);
            ByteArrayOutputStream stored = new ByteArrayOutputStream();
            stored.write(open, 0, open.length - 1);
            if (event instanceof InboundMessage message && message.conversationContext() != null) {
                stored.writeBytes((",\"" + CONVERSATION_CONTEXT + "\":").getBytes(UTF_8));
                stored.writeBytes(message.conversationContext().raw().bytes());
            }
            stored.writeBytes(",\"element\":".getBytes(UTF_8));
            stored.writeBytes(event.raw().bytes());
            stored.write('}');
            return stored.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void putIfPresent(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    /** The part of the name before the first colon: the field as a rule, {@code history.message} and such otherwise. */
    String base() {
        int colon = source.name().indexOf(':');
        return colon < 0 ? source.name() : source.name().substring(0, colon);
    }
}
