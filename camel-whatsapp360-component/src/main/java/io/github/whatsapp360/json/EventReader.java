/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import java.util.Map;
import java.util.function.Function;

/**
 * Converts events to and from their stored form.
 *
 * <p>Accepts every element of a delivery: an element of unexpected form becomes the {@code Unrecognized} of its family.
 * Thread-safe.
 */
public final class EventReader {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** The mapper of events leaves nulls out. */
    private static final JsonMapper NULLS_STAY = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonMapper mapper = Json.mapper();
    private final EventFamilies families;

    /**
     * A reader.
     *
     * @param problems classifies errors of failed statuses and error events; called only for errors with a code
     */
    public EventReader(Function<ErrorItem, Problem> problems) {
        this.families = new EventFamilies(mapper, requireNonNull(problems, "problems"));
    }

    /**
     * Parses a stored event.
     *
     * @throws IllegalArgumentException if this is no stored form
     */
    public InboundEvent read(byte[] stored) {
        return families.event(StoredEvent.parse(stored, mapper));
    }

    /**
     * Parses an event from its element only, for example after transport through a broker. Values of the envelope are
     * missing.
     *
     * @param family the event family, which a consumer puts into a header
     * @param name the event name, likewise
     * @param element the JSON of the element
     * @throws IllegalArgumentException if the element is no JSON
     */
    public InboundEvent read(String family, String name, byte[] element) {
        return families.event(StoredEvent.of(family, name, element, mapper));
    }

    /**
     * Parses an event from an element of unknown family: with a {@code status} it is a status, with a {@code type} a
     * message, otherwise an unknown event.
     *
     * @param element the JSON of the element
     * @throws IllegalArgumentException if the element is no JSON
     */
    public InboundEvent readElement(byte[] element) {
        JsonNode tree = StoredEvent.tree(element, mapper);
        String status = Json.text(tree, "status");
        String type = Json.text(tree, "type");
        if (status != null) {
            return read("status", status, element);
        }
        return type == null ? read("unknown", "unknown", element) : read("message", type, element);
    }

    /** The stored form, from which an equal event is parsed. */
    public byte[] write(InboundEvent event) {
        return StoredEvent.write(event, mapper);
    }

    /** The element as a tree, including unknown members. */
    public JsonNode tree(InboundEvent event) {
        return StoredEvent.tree(event.raw().bytes(), mapper);
    }

    /**
     * The element as a map, including unknown members and nulls; an element that is not an object becomes the value
     * {@code element}.
     */
    public Map<String, Object> map(InboundEvent event) {
        JsonNode tree = tree(event);
        return NULLS_STAY.convertValue(
                tree.isObject() ? tree : mapper.createObjectNode().set("element", tree), MAP);
    }
}
