package io.github.whatsapp360.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.json.EventReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.Converter;

/** Converts events: to what a person would read, and to their JSON as it came. */
@Converter(generateLoader = true)
public final class Whatsapp360Converter {

    private static final EventReader READER = new EventReader(Whatsapp360Exception::of);

    private Whatsapp360Converter() {}

    /** The text, caption, reply title, place, file name ...; empty when there is nothing to read. */
    @Converter
    public static String toString(InboundEvent event) {
        return event.text();
    }

    /** The element as it came, unknown members included. */
    @Converter
    public static byte[] toBytes(InboundEvent event) {
        return event.raw().bytes();
    }

    /** The element as it came, unknown members included. */
    @Converter
    public static InputStream toStream(InboundEvent event) {
        return new ByteArrayInputStream(event.raw().bytes());
    }

    /** The element as it came, unknown members included. */
    @Converter
    public static JsonNode toJsonNode(InboundEvent event) {
        return READER.tree(event);
    }

    /** The element as it came, unknown members included. */
    @Converter
    public static Map<String, Object> toMap(InboundEvent event) {
        return READER.map(event);
    }
}
