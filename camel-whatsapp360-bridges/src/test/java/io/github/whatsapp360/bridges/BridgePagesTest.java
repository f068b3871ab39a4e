/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page of each bridge: its parameters and its route are written by this test from the bridge's file. If they were
 * not as they should be the test fails once, and the page is right then: commit it.
 */
class BridgePagesTest {

    private static final Path PAGES = Path.of("..", "docs", "reference", "bridges");
    private static final Path KAMELETS = Path.of("src", "main", "resources", "kamelets");

    static List<Bridge> bridges() {
        return BridgeCatalog.bridges();
    }

    @ParameterizedTest
    @MethodSource("bridges")
    void thePageHasTheParametersAndTheRouteOfTheFile(Bridge bridge) throws IOException {
        Path page = PAGES.resolve(bridge.name() + ".md");
        String before = Files.exists(page)
                ? Files.readString(page)
                : "# " + bridge.title()
                        + "\n\n<!-- parameters -->\n<!-- /parameters -->\n\n<!-- route -->\n<!-- /route -->\n";
        String after = filled(filled(before, "parameters", parameters(bridge)), "route", route(bridge));

        Files.createDirectories(PAGES);
        Files.writeString(page, after);

        assertThat(after)
                .as("%s was written anew from %s: commit it", page, bridge.resource())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("bridges")
    void eachParameterIsDescribedAndNoBeanIsCalledLikeAValueOfAUser(Bridge bridge) throws IOException {
        assertThat(bridge.title()).isNotBlank();
        assertThat(bridge.description()).endsWith(".");
        // The library brings no component, so that a Kamelet that is used alone has to.
        assertThat(bridge.dependencies())
                .contains(
                        "mvn:io.github.whatsapp360:camel-whatsapp360-component",
                        "mvn:io.github.whatsapp360:camel-whatsapp360-bridges");
        assertThat(bridge.parameters()).extracting(BridgeParameter::name).contains("account", "name");
        assertThat(bridge.parameters()).allSatisfy(parameter -> {
            assertThat(parameter.description()).as(parameter.name()).endsWith(".");
            assertThat(parameter.type()).isIn("string", "integer", "number", "boolean");
            assertThat(parameter.required()).isNotEqualTo(parameter.defaultValue() != null);
            assertThat(parameter.secret()).isEqualTo(parameter.name().matches("(?i).*(password|secret|key)"));
        });
        Pattern.compile("- name: (\\S+)\n +type: \"#class")
                .matcher(file(bridge))
                .results()
                .forEach(bean -> assertThat(bean.group(1))
                        .as("Camel renames a value that equals the name of a bean")
                        .startsWith("bridge"));
    }

    @Test
    void theCatalogHasEveryKamelet() throws IOException {
        try (Stream<Path> files = Files.list(KAMELETS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".kamelet.yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            BridgeCatalog.bridges().stream().map(Bridge::name).toList());
        }
    }

    private static String filled(String page, String part, String content) {
        Pattern marked = Pattern.compile("(<!-- " + part + " -->\n).*?(<!-- /" + part + " -->)", Pattern.DOTALL);
        assertThat(page).containsPattern(marked);
        return marked.matcher(page).replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
    }

    private static String parameters(Bridge bridge) {
        StringBuilder table = new StringBuilder("| parameter | default | meaning |\n| --- | --- | --- |\n");
        for (BridgeParameter parameter : bridge.parameters()) {
            table.append("| `")
                    .append(parameter.name())
                    .append("` | ")
                    .append(defaultOf(parameter))
                    .append(" | ");
            table.append(parameter.description());
            if (parameter.minimum() != null) {
                table.append(" From %,d to %,d.".formatted(parameter.minimum(), parameter.maximum()));
            }
            table.append(parameter.secret() ? " Secret." : "").append(" |\n");
        }
        bridge.exclusive().forEach(group -> table.append("\nAt most one of `")
                .append(String.join("`, `", group))
                .append("`.\n"));
        bridge.parameters().stream().map(BridgeParameter::name).forEach(name -> {
            List<String> needed = bridge.dependent().getOrDefault(name, List.of());
            if (!needed.isEmpty()) {
                table.append("\n`")
                        .append(name)
                        .append("` needs `")
                        .append(String.join("`, `", needed))
                        .append("`.\n");
            }
        });
        return table.toString();
    }

    private static String defaultOf(BridgeParameter parameter) {
        String value = parameter.defaultValue();
        if (parameter.required()) {
            return "required";
        }
        return value == null || value.isEmpty() ? "-" : "`" + value + "`";
    }

    private static String route(Bridge bridge) throws IOException {
        return "```yaml\n" + file(bridge) + "```\n";
    }

    private static String file(Bridge bridge) throws IOException {
        return Files.readString(KAMELETS.resolve(bridge.name() + ".kamelet.yaml"));
    }
}
