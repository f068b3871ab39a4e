/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;

/** The catalog and the reference page say what the code does. */
class FlowReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "flows.md");
    private static final Path GENERATED = Path.of("src", "generated");
    private static final String CATALOG = "resources/META-INF/io/github/whatsapp360/flows/camel/whatsapp360-flow.json";

    private static JsonNode catalog() throws IOException {
        return Phone.JSON.readTree(Files.readAllBytes(GENERATED.resolve(CATALOG)));
    }

    /** The build sets the committed files aside before it generates them anew. */
    @Test
    void whatIsCommittedIsWhatTheBuildGenerates() throws IOException {
        Map<String, String> generated = contents(GENERATED);
        Map<String, String> committed = contents(Path.of("target", "committed-generated"));

        assertThat(Stream.concat(generated.keySet().stream(), committed.keySet().stream())
                        .filter(file -> !Objects.equals(committed.get(file), generated.get(file))))
                .as("src/generated was stale; it has been generated anew, commit it")
                .isEmpty();
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void thePageHasAllOptionsAndHeaders() throws IOException {
        JsonNode catalog = catalog();
        String committed = Files.readString(PAGE);
        String page = with(committed, "endpoint", options(catalog.path("properties"), name -> true));
        page = with(page, "component", options(catalog.path("componentProperties"), name -> !catalog.path("properties")
                .has(name)));
        page = with(
                page,
                "headers",
                table(
                        List.of("header", "Java type", "meaning"),
                        catalog.path("headers").properties().stream()
                                .map(header -> List.of(
                                        "`" + header.getKey() + "`",
                                        "`" + simple(header.getValue()) + "`",
                                        description(header.getValue())))));
        if (!page.equals(committed)) {
            Files.writeString(PAGE, page);
        }

        assertThat(committed)
                .as("%s was stale; it has been written anew, commit it", PAGE)
                .isEqualTo(page);
    }

    private static String options(JsonNode options, Predicate<String> wanted) {
        return table(
                List.of("option", "for", "default", "meaning"),
                options.properties().stream()
                        .filter(option -> wanted.test(option.getKey()))
                        .map(option -> List.of(
                                "`" + option.getKey() + "`",
                                option.getValue().path("group").asText()
                                        + (option.getValue().path("secret").asBoolean() ? ", secret" : ""),
                                option.getValue().has("defaultValue")
                                        ? "`"
                                                + option.getValue()
                                                        .path("defaultValue")
                                                        .asText() + "`"
                                        : "",
                                description(option.getValue()))));
    }

    private static String description(JsonNode documented) {
        String description = documented.path("description").asText();
        assertThat(description).isNotBlank();
        return description;
    }

    private static String simple(JsonNode header) {
        return header.path("javaType").asText().replaceAll("[a-z0-9]+\\.", "");
    }

    private static String table(List<String> head, Stream<List<String>> rows) {
        String line = head.stream().map(title -> "---").collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(Stream.of(row(head), line), rows.map(FlowReferenceTest::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.isEmpty() ? " |" : " " + cell.replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", ""));
    }

    private static String with(String page, String part, String generated) {
        String begin = "<!-- generated: " + part + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).isGreaterThan(begin.length());
        return page.substring(0, from) + "\n" + generated + "\n" + page.substring(to);
    }

    @Test
    void secretsAreMarkedAndUrisAreValid() throws IOException {
        assertThat(catalog().path("properties").properties().stream()
                        .filter(option -> option.getValue().path("secret").asBoolean())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "privateKey",
                        "previousPrivateKey",
                        "privateKeyPassword",
                        "appSecret",
                        "previousAppSecret",
                        "tokenSecret",
                        "previousTokenSecret");
        CamelCatalog camels = new DefaultCamelCatalog();
        camels.addComponent(
                "whatsapp360-flow",
                Whatsapp360FlowComponent.class.getName(),
                Files.readString(GENERATED.resolve(CATALOG)));
        assertThat(camels.validateEndpointProperties("whatsapp360-flow:support?responseTimeout=5s&errors=true")
                        .isSuccess())
                .isTrue();
        assertThat(camels.validateEndpointProperties("whatsapp360-flow:support?responsTimeout=5s")
                        .isSuccess())
                .isFalse();
    }
}
