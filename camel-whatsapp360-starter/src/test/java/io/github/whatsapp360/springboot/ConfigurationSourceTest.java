/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The options in {@code Whatsapp360ComponentConfiguration} are written from the component's catalog: when the catalog
 * has changed, this test writes the source anew and fails, naming the options, so that the file has only to be
 * committed.
 */
class ConfigurationSourceTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/whatsapp360/springboot");
    private static final int MAXIMUM_LINE = 120;

    private final Map<String, JsonNode> options = new TreeMap<>();

    @ParameterizedTest
    @CsvSource({
        "camel/whatsapp360,Whatsapp360ComponentConfiguration",
        "flows/camel/whatsapp360-flow,Whatsapp360FlowComponentConfiguration"
    })
    void theSourceHasTheOptionsOfTheCatalog(String catalog, String type) throws IOException {
        new ObjectMapper()
                .readTree(getClass().getResource("/META-INF/io/github/whatsapp360/" + catalog + ".json"))
                .path("componentProperties")
                .properties()
                .forEach(option -> options.put(option.getKey(), option.getValue()));
        Path source = SOURCES.resolve(type + ".java");
        String committed = Files.readString(source);
        String written = replace(committed, "(?s)import io\\.github.*?\n(?=import (?:java|org))", imports());
        written = replace(
                written, "(?s)(?<= have for\n \\*     it\\.\n).*?(?= \\*/\n@ConfigurationProperties)", parameters());
        written = replace(written, "(?s)(?<= Customizer customizer,\n).*?(?=\\) \\{)", components());
        if (!written.equals(committed)) {
            Files.writeString(source, written);
        }

        Set<String> stale = new TreeSet<>(written.lines().toList());
        committed.lines().toList().forEach(stale::remove);
        Set<String> gone = new TreeSet<>(committed.lines().toList());
        written.lines().toList().forEach(gone::remove);
        assertThat(List.of(gone, stale))
                .as("%s was stale (gone, and new); it has been written anew, commit it", source)
                .containsExactly(Set.of(), Set.of());
        assertThat(committed).isEqualTo(written);
    }

    private static String replace(String text, String place, String by) {
        Matcher found = Pattern.compile(place).matcher(text);
        assertThat(found.find()).as("%s", place).isTrue();
        return text.substring(0, found.start()) + by + text.substring(found.end());
    }

    private String imports() {
        return options.values().stream()
                .filter(option -> option.path("type").asText().equals("enum"))
                .filter(option -> !option.path("javaType").asText().startsWith("java.lang."))
                .map(option -> "import " + option.path("javaType").asText() + ";\n")
                .sorted()
                .distinct()
                .collect(Collectors.joining());
    }

    private String parameters() {
        StringBuilder parameters = new StringBuilder();
        options.forEach((name, option) -> wrap(
                parameters, "@param " + name + " " + option.path("description").asText()));
        return parameters.toString();
    }

    private static void wrap(StringBuilder lines, String text) {
        String line = " *";
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > MAXIMUM_LINE) {
                lines.append(line).append('\n');
                line = " *    ";
            }
            line += " " + word;
        }
        lines.append(line).append('\n');
    }

    private String components() {
        List<String> components = new ArrayList<>();
        options.forEach((name, option) -> components.add("        " + component(name, option)));
        return String.join(",\n", components);
    }

    private static String component(String name, JsonNode option) {
        if (name.equals("accounts")) {
            return "@DefaultValue Map<String, Map<String, String>> accounts";
        }
        String type = option.path("type").asText();
        String javaType = option.path("javaType").asText();
        String written =
                switch (type) {
                    case "boolean" -> "Boolean";
                    case "integer" -> "Integer";
                    case "enum" -> javaType.substring(javaType.lastIndexOf('.') + 1);
                    default -> "String";
                };
        String value = option.path("defaultValue").asText(type.equals("boolean") ? "false" : "");
        return (value.isEmpty() ? "@Nullable " : "@DefaultValue(\"" + value + "\") ") + written + " " + name;
    }
}
