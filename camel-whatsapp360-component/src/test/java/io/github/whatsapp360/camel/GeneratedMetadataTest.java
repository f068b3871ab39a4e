/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalog says what the code does. */
class GeneratedMetadataTest {

    private static final Path SOURCES = Path.of("src", "main", "java");

    /** The build sets the committed files aside before it generates them anew. */
    @Test
    void whatIsCommittedIsWhatTheBuildGenerates() throws IOException {
        Map<String, String> generated = contents(Path.of("src", "generated"));
        Map<String, String> committed = contents(Path.of("target", "committed-generated"));
        Map<String, List<String>> stale = new TreeMap<>();
        Stream.concat(generated.keySet().stream(), committed.keySet().stream())
                .filter(file -> !Objects.equals(committed.get(file), generated.get(file)))
                .forEach(file -> stale.put(
                        file, Differences.between(committed.getOrDefault(file, ""), generated.getOrDefault(file, ""))));

        assertThat(stale)
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
    void everyHeaderIsUsedBesideItsDeclaration() throws Exception {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        List<String> unused = new ArrayList<>();
        for (Field header : Whatsapp360Constants.class.getFields()) {
            assertThat((String) header.get(null)).startsWith("CamelWhatsapp360");
            if (code.indexOf("Whatsapp360Constants." + header.getName()) < 0) {
                unused.add(header.getName());
            }
        }
        assertThat(unused).isEmpty();
    }

    private static JsonNode catalog() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readAllBytes(
                        Path.of("src/generated/resources/META-INF/io/github/whatsapp360/camel/whatsapp360.json")));
    }

    @Test
    void eachOptionAndEachHeaderHasADescription() throws Exception {
        for (String kind : List.of("componentProperties", "properties", "headers")) {
            catalog().path(kind).properties().forEach(entry -> assertThat(
                            entry.getValue().path("description").asText())
                    .as(
                            "Option or header '%s' has no description: write a sentence in its @UriParam or @Metadata",
                            entry.getKey())
                    .isNotBlank());
        }
    }
}
