/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of message against the request that the API's pages show. */
class OutboundFixturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/outbound");
    private static final Map<String, OutboundMessage> SAMPLES = OutboundSamples.all();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Set<String> samples() {
        return SAMPLES.keySet();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void messageIsWrittenAsTheApiTakesIt(String name) throws IOException {
        assertSame(MessageWriter.write(SAMPLES.get(name)), name);
    }

    @Test
    void readReceiptIsWrittenAsTheApiTakesIt() throws IOException {
        assertSame(MessageWriter.markAsRead("wamid.HBgMNDkxNzAxMjM0NTY3"), "mark-as-read");
    }

    @Test
    void typingIndicatorIsWrittenAsTheApiTakesIt() throws IOException {
        assertSame(MessageWriter.typing("wamid.HBgMNDkxNzAxMjM0NTY3"), "typing");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sampleBreaksNoLimit(String name) {
        assertThat(MessageCheck.violations(SAMPLES.get(name))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void requestTakenAsMapIsWrittenUntouched(String name) throws IOException {
        Map<?, ?> request = MAPPER.readValue(fixture(name).toFile(), Map.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> message = (Map<String, Object>) request;
        assertSame(MessageWriter.write(message, null), name);
        assertThat(MessageWriter.recipient(message)).contains(SAMPLES.get(name).to());
        assertThat(RequestTree.of(MessageWriter.write(message, null)).violations())
                .isEmpty();
    }

    @Test
    void everyFixtureHasItsMessage() throws IOException {
        Set<String> names = new TreeSet<>(samples());
        names.addAll(List.of("mark-as-read", "typing"));
        try (Stream<Path> files = Files.list(FIXTURES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(name -> name + ".json").toList());
        }
    }

    @Test
    void everyRecordOfEverySealedFamilyHasItsFixture() {
        Set<Class<?>> sent = new HashSet<>();
        SAMPLES.values().forEach(message -> collect(message, sent));

        Set<Class<?>> records = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.whatsapp360.message")
                        .stream()
                        .map(JavaClass::reflect)
                        .filter(Class::isSealed)
                        .flatMap(OutboundFixturesTest::records)
                        .collect(Collectors.toSet());

        assertThat(records).hasSizeGreaterThan(60);
        assertThat(sent).containsAll(records);
    }

    private static Stream<Class<?>> records(Class<?> family) {
        return family.isSealed()
                ? Stream.of(family.getPermittedSubclasses()).flatMap(OutboundFixturesTest::records)
                : Stream.of(family);
    }

    /** Follows what is written: components, and what a record makes of them for the wire. */
    private static void collect(Object value, Set<Class<?>> found) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(element -> collect(element, found));
        } else if (value instanceof Record written) {
            found.add(written.getClass());
            wireValues(written).forEach(part -> collect(part, found));
        }
    }

    private static List<Object> wireValues(Record written) {
        List<Method> accessors = new ArrayList<>();
        for (RecordComponent component : written.getClass().getRecordComponents()) {
            accessors.add(component.getAccessor());
        }
        Stream.concat(
                        Stream.of(written.getClass().getDeclaredMethods()),
                        Stream.of(written.getClass().getMethods()))
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.isAnnotationPresent(JsonProperty.class)
                        || method.getName().equals("parameters"))
                .forEach(accessors::add);
        return accessors.stream().map(accessor -> invoke(accessor, written)).toList();
    }

    private static Object invoke(Method accessor, Object target) {
        try {
            accessor.setAccessible(true);
            Object value = accessor.invoke(target);
            return value == null ? List.of() : value;
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void assertSame(byte[] actual, String fixture) throws IOException {
        try (InputStream expected = Files.newInputStream(fixture(fixture))) {
            JsonNode wanted = MAPPER.readTree(expected);
            JsonNode written = MAPPER.readTree(actual);
            boolean same = wanted.equals(OutboundFixturesTest::byValue, written)
                    && written.equals(OutboundFixturesTest::byValue, wanted);
            assertThat(same)
                    .as("expected%n%s%nactual%n%s", wanted.toPrettyString(), written.toPrettyString())
                    .isTrue();
        }
    }

    /** 151 and 151.0 are one number. */
    private static int byValue(JsonNode left, JsonNode right) {
        if (left.equals(right)) {
            return 0;
        }
        return left.isNumber() && right.isNumber() ? left.decimalValue().compareTo(right.decimalValue()) : 1;
    }

    private static Path fixture(String name) {
        return FIXTURES.resolve(name + ".json");
    }
}
