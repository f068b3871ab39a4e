/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.content.InboundContent;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value of a message that is missing, or of a kind that it never has, costs itself and nothing else. */
class MalformedValueTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<String> ODD = List.of("{\"odd\":1}", "[[\"odd\"]]", "null", "1e999999");

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void oneOddValueCostsNoOther(String fixture) throws Exception {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            if (event instanceof InboundMessage message && isTyped(message.content())) {
                ObjectNode element = (ObjectNode) InboundFixtures.READER.tree(event);
                for (String odd : ODD) {
                    JsonNode value = MAPPER.readTree(odd);
                    walk(element.path(message.content().type()), value, () -> assertOnlyItself(message, element));
                    tryOut(element, "id", value, () -> assertOnlyItself(message, element));
                    tryOut(element, "timestamp", value, () -> assertOnlyItself(message, element));
                }
            }
        }
    }

    private static boolean isTyped(InboundContent content) {
        return values(content).stream().noneMatch(name -> name.equals("problem"));
    }

    /** Words such as a type decide which record it is; all else is one value of many. */
    private static void walk(JsonNode node, JsonNode odd, Runnable check) {
        if (node instanceof ObjectNode object) {
            List<String> names =
                    object.properties().stream().map(Map.Entry::getKey).toList();
            for (String name : names) {
                if (!object.get(name).isValueNode()) {
                    walk(object.get(name), odd, check);
                } else if (!name.equals("type")) {
                    tryOut(object, name, odd, check);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> walk(element, odd, check));
        }
    }

    private static void tryOut(ObjectNode object, String name, JsonNode odd, Runnable check) {
        JsonNode original = object.get(name);
        Consumer<JsonNode> put = value -> object.set(name, value);
        put.accept(odd);
        check.run();
        put.accept(original);
    }

    private static void assertOnlyItself(InboundMessage before, ObjectNode element) {
        InboundMessage after = (InboundMessage) InboundFixtures.READER.read(
                before.family(), before.name(), element.toString().getBytes(UTF_8));
        assertThat(after.content()).hasSameClassAs(before.content());
        List<String> lost = new ArrayList<>(values(before));
        values(after).forEach(lost::remove);
        // A number or id that has changed is also the one to answer to.
        int most = before.content() instanceof InboundContent.Notice ? 2 : 1;
        assertThat(lost).as("lost of %s", before.name()).hasSizeLessThanOrEqualTo(most);
    }

    private static List<String> values(Object value) {
        List<String> values = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> values.addAll(values(element)));
        } else if (value instanceof Record part && !(value instanceof RawJson)) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                // What the envelope said is missing from an element that is read alone.
                if (!List.of("source", "contact", "conversationContext").contains(component.getName())) {
                    values.add(component.getName());
                    values.addAll(values(valueOf(part, component)));
                }
            }
        } else if (value != null && !(value instanceof RawJson)) {
            values.add(value.toString());
        }
        return values;
    }

    private static Object valueOf(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
