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
 * Makes the typed event of its stored form, and the stored form of an event.
 *
 * <p>Reads everything that was split from a delivery: what does not look as it should becomes the {@code Unrecognized} of its
 * family. Thread-safe.
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
     * @param problems says what an error means, for failed statuses and error events; asked for errors with a code only
     */
    public EventReader(Function<ErrorItem, Problem> problems) {
        this.families = new EventFamilies(mapper, requireNonNull(problems, "problems"));
    }

    /**
     * The event of a stored form.
     *
     * @throws IllegalArgumentException if this is no stored form
     */
    public InboundEvent read(byte[] stored) {
        return families.event(StoredEvent.parse(stored, mapper));
    }

    /**
     * The event of an element alone, for example after it travelled through a broker as bytes. What only the envelope said
     * is missing.
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
     * The event of an element alone, of which nothing else is known: what has a {@code status} is a status, what has a {@code
     * type} is a message, and anything else is unknown.
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

    /** The stored form, which is read back to an equal event. */
    public byte[] write(InboundEvent event) {
        return StoredEvent.write(event, mapper);
    }

    /** The element as a tree, unknown members included. */
    public JsonNode tree(InboundEvent event) {
        return StoredEvent.tree(event.raw().bytes(), mapper);
    }

    /** The element as a map, unknown members and nulls included; an element that is no object is the one value {@code element}. */
    public Map<String, Object> map(InboundEvent event) {
        JsonNode tree = tree(event);
        return NULLS_STAY.convertValue(
                tree.isObject() ? tree : mapper.createObjectNode().set("element", tree), MAP);
    }
}
