/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static io.github.whatsapp360.camel.ReferencePage.code;
import static io.github.whatsapp360.camel.ReferencePage.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.camel.internal.account.SharedOption;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.EventFamily;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.webhook.internal.InboundFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The reference says what the code does: its tables are made here, of the catalog, the source and the fixtures. */
class ReferencePagesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360");
    private static final Pattern DOCUMENTED_CONSTANT = Pattern.compile("/\\*\\*(.*?)\\*/\\s+(\\w+)", Pattern.DOTALL);

    @Test
    void options() throws IOException {
        JsonNode catalog = catalog();
        Set<String> shared = SharedOption.all(new DefaultCamelContext()).stream()
                .map(SharedOption::name)
                .collect(Collectors.toCollection(TreeSet::new));
        ReferencePage page = new ReferencePage("options.md");
        page.with("account", optionTable(catalog.path("properties"), shared::contains));
        page.with("endpoint", optionTable(catalog.path("properties"), name -> !shared.contains(name)));
        page.with("component", optionTable(catalog.path("componentProperties"), name -> !catalog.path("properties")
                .has(name)));
        page.mustBeCommitted();
    }

    @Test
    void theOptionEventsNamesEachFamily() throws IOException {
        String description =
                catalog().path("properties").path("events").path("description").asText();

        assertThat(description.split("\\W+")).containsAll(EventFamily.words());
    }

    private static String optionTable(JsonNode options, Predicate<String> wanted) {
        return table(
                List.of("option", "for", "default", "meaning"),
                options.properties().stream()
                        .filter(option -> wanted.test(option.getKey()))
                        .map(option -> List.of(
                                code(option.getKey()),
                                option.getValue().path("group").asText()
                                        + (option.getValue().path("secret").asBoolean() ? ", secret" : ""),
                                code(option.getValue().path("defaultValue").asText()),
                                option.getValue().path("description").asText())));
    }

    @Test
    void headers() throws IOException {
        JsonNode headers = catalog().path("headers");
        ReferencePage page = new ReferencePage("headers.md");
        for (String label : List.of("producer", "consumer", "common")) {
            page.with(
                    label,
                    table(
                            List.of("header", "Java type", "meaning"),
                            headers.properties().stream()
                                    .filter(header -> header.getValue()
                                            .path("group")
                                            .asText()
                                            .equals(label))
                                    .map(header -> List.of(
                                            code(header.getKey()),
                                            code(simple(header.getValue()
                                                    .path("javaType")
                                                    .asText())),
                                            header.getValue()
                                                    .path("description")
                                                    .asText()))));
        }
        page.mustBeCommitted();
    }

    private static String simple(String javaType) {
        return javaType.replaceAll("[a-z0-9]+\\.", "");
    }

    @Test
    void operations() throws IOException {
        String source = Files.readString(SOURCES.resolve("camel/Whatsapp360Operations.java"));
        Map<String, String> sentences = new TreeMap<>();
        DOCUMENTED_CONSTANT
                .matcher(source.substring(source.indexOf('{')))
                .results()
                .forEach(found -> sentences.put(found.group(2), prose(found.group(1))));
        new ReferencePage("operations.md")
                .with(
                        "operations",
                        table(
                                List.of("operation", "what it does"),
                                Arrays.stream(Whatsapp360Operations.values())
                                        .map(operation ->
                                                List.of(code(operation.name()), sentences.get(operation.name())))))
                .mustBeCommitted();
    }

    @Test
    void events() throws IOException {
        Map<String, Set<String>> names = new TreeMap<>();
        Map<String, Set<String>> records = new TreeMap<>();
        for (String fixture : InboundFixtures.names()) {
            for (InboundEvent event : InboundFixtures.events(fixture)) {
                names.computeIfAbsent(event.family(), family -> new TreeSet<>()).add(event.name());
                records.computeIfAbsent(event.family(), family -> new TreeSet<>())
                        .add(event.getClass().getSimpleName());
            }
        }
        // The component makes these itself: no delivery contains one.
        names.put(
                EventFamily.DELIVERY.word(),
                new TreeSet<>(Set.of("delivery:delivered", "delivery:failed", "delivery:timeout", "delivery:unknown")));
        records.put(EventFamily.DELIVERY.word(), new TreeSet<>(Set.of("DeliveryEvent")));
        assertThat(names.keySet()).isEqualTo(Set.copyOf(EventFamily.words()));
        records.values().forEach(types -> types.remove("UnrecognizedEvent"));
        new ReferencePage("events.md")
                .with(
                        "events",
                        table(
                                List.of("family", "body", "names met so far"),
                                names.entrySet().stream()
                                        .map(family -> List.of(
                                                code(family.getKey()),
                                                codes(records.get(family.getKey())),
                                                codes(family.getValue())))))
                .mustBeCommitted();
    }

    private static String codes(Set<String> words) {
        return words.stream().map(ReferencePage::code).collect(Collectors.joining(", "));
    }

    @Test
    void exceptions() throws IOException {
        new ReferencePage("exceptions.md")
                .with(
                        "exceptions",
                        table(
                                List.of("class", "what it says"),
                                Arrays.stream(Whatsapp360Exception.class.getPermittedSubclasses())
                                        .sorted(Comparator.comparing(Class::getSimpleName))
                                        .map(type -> List.of(code(type.getSimpleName()), classSentence(type)))))
                .mustBeCommitted();
    }

    /** The first paragraph of a class's Javadoc. */
    private static String classSentence(Class<?> type) {
        try {
            String source = Files.readString(SOURCES.resolve("client/" + type.getSimpleName() + ".java"));
            int begin = source.indexOf("/**") + 3;
            String comment = source.substring(begin, source.indexOf("*/", begin));
            int paragraph = comment.indexOf("<p>");
            return prose(paragraph < 0 ? comment : comment.substring(0, paragraph));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void jmx() throws IOException {
        ReferencePage page = new ReferencePage("jmx.md");
        page.with(
                "attributes",
                table(
                        List.of("attribute", "type", "meaning"),
                        Arrays.stream(Whatsapp360Endpoint.class.getMethods())
                                .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                                .map((Method method) -> List.of(
                                        code(method.getName().replaceFirst("^(get|is)", "")),
                                        code(method.getReturnType().getSimpleName()),
                                        method.getAnnotation(ManagedAttribute.class)
                                                .description()))
                                .sorted(Comparator.comparing((List<String> row) -> row.get(0)))));
        page.with(
                "operations",
                table(
                        List.of("operation", "meaning"),
                        Arrays.stream(Whatsapp360Endpoint.class.getMethods())
                                .filter(method -> method.isAnnotationPresent(ManagedOperation.class))
                                .map((Method method) -> List.of(
                                        code(method.getName()),
                                        method.getAnnotation(ManagedOperation.class)
                                                .description()))
                                .sorted(Comparator.comparing((List<String> row) -> row.get(0)))));
        page.mustBeCommitted();
    }

    /** Whatever the code reports under a name of ours stands on the page, and nothing else does. */
    @Test
    void healthDetails() throws IOException {
        assertThat(namesIn(new ReferencePage("health.md").text(), "`(whatsapp360\\.[A-Za-z.]+)`"))
                .isEqualTo(namesIn(sources(), "detail\\(\\s*\"(whatsapp360\\.[A-Za-z.]+)\""));
    }

    @Test
    void metrics() throws IOException {
        assertThat(namesIn(new ReferencePage("metrics.md").text(), "`(whatsapp360\\.[a-z.]+)`"))
                .isEqualTo(namesIn(sources(), "(?:count|time|gauge)\\(\\s*\"(whatsapp360\\.[a-z.]+)\""));
    }

    private static Set<String> namesIn(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }

    /** Javadoc as Markdown, in one line. */
    private static String prose(String javadoc) {
        return Pattern.compile("\\{@(?:code|link) #?([^}]*)}")
                .matcher(javadoc.replaceAll("\\s*\\n\\s*\\*?\\s*", " ")
                        .replaceAll("[\\s*]+$", "")
                        .strip())
                .replaceAll((MatchResult tag) -> "`" + tag.group(1) + "`");
    }

    private static JsonNode catalog() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(
                        Path.of("src/generated/resources/META-INF/io/github/whatsapp360/camel/whatsapp360.json")));
    }
}
