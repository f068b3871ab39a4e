/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.event.RawJson;
import io.github.whatsapp360.event.change.UserChange;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each record of the model: a fixture reaches it, it travels, and it keeps what it knows to itself. */
class EveryRecordTest {

    /** Numbers, user ids, names and texts of the fixtures. */
    private static final Pattern PRIVATE = Pattern.compile(
            "49[18][0-9]{6,}|DE\\.[0-9E]|Lena|Kern|lena|Rad|Hallo|Rechnung|Weiß|Sonntag|Samstag|order-12|"
                    + "wamid.*\\bJa\\b|"
                    + "Marienplatz|Vertrag|Sent|11:00|Geschenk|4242|Bitte|Fragt|Pune");

    @Test
    void isReachedByAFixture() {
        // Made by the component: it is in no delivery.
        Set<String> reached = new TreeSet<>(Set.of(UserChange.Identity.class.getName()));
        for (String fixture : InboundFixtures.names()) {
            InboundFixtures.events(fixture).forEach(event -> parts(event)
                    .forEach(part -> reached.add(part.getClass().getName())));
        }

        // No delivery contains one: see DeliveryJsonTest.
        reached.add(DeliveryEvent.class.getName());

        assertThat(reached).containsAll(permitted());
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void isReadBackEqualFromWhatWasWritten(String fixture) {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            InboundEvent again = InboundFixtures.READER.read(InboundFixtures.READER.write(event));

            assertThat(again).isEqualTo(event).hasSameHashCodeAs(event);
            assertThat(again.contact()).isEqualTo(event.contact());
            assertThat(again.source()).isEqualTo(event.source());
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void isReadFromItsElementAlone(String fixture) {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            InboundEvent alone = InboundFixtures.READER.read(
                    event.family(), event.name(), event.raw().bytes());

            assertThat(alone).hasSameClassAs(event);
            assertThat(alone.raw()).isEqualTo(event.raw());
            if (!(event instanceof InboundMessage message) || message.conversationContext() == null) {
                assertThat(alone.text()).isEqualTo(event.text());
            }
            assertThat(alone.from()).isEqualTo(event.from());
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.whatsapp360.webhook.internal.InboundFixtures#names")
    void printsNoNumberAndNoText(String fixture) {
        for (InboundEvent event : InboundFixtures.events(fixture)) {
            for (Record part : parts(event)) {
                assertThat(part.toString()).doesNotContainPattern(PRIVATE);
            }
        }
    }

    private static Set<String> permitted() {
        Set<String> permitted = new TreeSet<>();
        Set<Class<?>> seen = new LinkedHashSet<>();
        List<Class<?>> open = new ArrayList<>(List.of(InboundEvent.class));
        while (!open.isEmpty()) {
            Class<?> type = open.remove(0);
            if (!seen.add(type)) {
                continue;
            }
            if (type.isSealed()) {
                open.addAll(List.of(type.getPermittedSubclasses()));
            } else if (type.isRecord() && !type.equals(RawJson.class)) {
                permitted.add(type.getName());
                for (RecordComponent component : type.getRecordComponents()) {
                    open.add(component.getType());
                    String generic = component.getGenericType().getTypeName();
                    if (generic.startsWith("java.util.List<io.github")) {
                        open.add(load(generic.substring("java.util.List<".length(), generic.length() - 1)));
                    }
                }
            }
        }
        return permitted;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The event and all records it is made of. */
    private static List<Record> parts(Object value) {
        List<Record> parts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> parts.addAll(parts(element)));
        } else if (value instanceof Record part && part.getClass().getName().contains(".event.")) {
            parts.add(part);
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                try {
                    Object member = component.getAccessor().invoke(part);
                    if (member != null) {
                        parts.addAll(parts(member));
                    }
                } catch (ReflectiveOperationException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return parts;
    }
}
