/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What the pages show works: each block is run, started, compiled or bound, and each link leads somewhere. */
class DocumentationTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    @TestFactory
    Stream<DynamicTest> blocks(@TempDir Path directory) throws IOException {
        return MarkdownPage.all().stream()
                .flatMap(page -> page.blocks().stream())
                .map(block -> dynamicTest(block.name(), () -> check(block, directory)));
    }

    private static void check(CodeBlock block, Path directory) throws Exception {
        switch (block.language()) {
            case "yaml" -> yaml(block.text());
            case "java" -> java(block.text(), directory);
            case "xml" -> xml(block.text());
            case "properties" -> DocumentedProperties.bind(block.text());
            case "json" -> assertThat(new ObjectMapper().readTree(block.text())).isNotNull();
            case "sh" -> shell(block.text());
            case "text", "sql", "dockerfile" -> assertThat(block.text()).isNotBlank();
            case "python", "javascript" ->
                assertThat(programs()).contains(block.text().strip());
            default ->
                throw new AssertionError("Nobody knows how to check '" + block.language() + "'; plain text is 'text'.");
        }
    }

    private static void java(String text, Path directory) throws Exception {
        boolean runBySpringBootYamlTest = text.contains("import org.springframework.");
        if (!runBySpringBootYamlTest) {
            var routes = new DocumentedJava(Files.createTempDirectory(directory, "java")).compile(text);
            if (routes != null) {
                DocumentedRoutes.start(simulator, routes);
            }
        }
    }

    /** The programs in other languages, which the simulator's own tests run. */
    private static List<String> programs() throws IOException {
        List<String> programs = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("..", "camel-whatsapp360-simulator", "src", "examples"))) {
            for (Path file : files.toList()) {
                programs.add(Files.readString(file).strip());
            }
        }
        return programs;
    }

    /** A Kamelet, routes, steps of a route, or the settings of a Spring Boot application. */
    private static void yaml(String block) throws Exception {
        String text = block.replaceFirst("^(#.*\n)+", "");
        if (text.startsWith("apiVersion: camel.apache.org/")) {
            DocumentedRoutes.start(simulator, "documented.kamelet.yaml", text);
        } else if (text.startsWith("services:")) {
            assertThat(SpringYaml.flat(text)).contains("services.simulator.");
        } else if (text.startsWith("numbers:")) {
            assertThat(programs()).contains(block.strip());
        } else if (!text.startsWith("- ")) {
            DocumentedProperties.bind(SpringYaml.flat(text));
        } else if (text.matches(
                "(?s)- (route|routeTemplate|from|beans|onException|routeConfiguration|rest|restConfiguration):.*")) {
            DocumentedRoutes.start(simulator, "documented.yaml", text);
        } else {
            DocumentedRoutes.start(
                    simulator, "documented.yaml", "- from:\n    uri: direct:documented\n    steps:\n" + text.indent(6));
        }
    }

    private static void xml(String text) throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader("<page>" + text.replaceFirst("<\\?xml.*\\?>", "") + "</page>")));
        var modules = Files.readString(Path.of("..", "pom.xml"));
        var dependencies = document.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            String dependency = dependencies.item(i).getTextContent();
            if (dependency.contains("io.github.whatsapp360")) {
                assertThat(List.of(dependency.strip().split("\\s+")))
                        .anyMatch(word -> modules.contains("<module>" + word + "</module>"))
                        .anyMatch(word -> modules.contains("<version>" + word + "</version>"));
            }
        }
        boolean runInKaraf = text.contains("<blueprint");
        if (text.contains("<route") && !runInKaraf) {
            DocumentedRoutes.start(
                    simulator, "documented.xml", text.contains("<routes") ? text : "<routes>" + text + "</routes>");
        }
    }

    /** The build itself runs its commands; here only that what they name is there. */
    private static void shell(String text) throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml")) + Files.readString(Path.of("pom.xml"));
        for (String word : text.split("\\s+")) {
            if (word.startsWith("-P")) {
                assertThat(pom).contains("<id>" + word.substring(2) + "</id>");
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> links() throws IOException {
        return MarkdownPage.all().stream().flatMap(page -> page.links().stream()
                .filter(link -> !link.matches("(https?|mailto):.*"))
                .map(link -> dynamicTest(page.file().getFileName() + " -> " + link, () -> follow(page, link))));
    }

    private static void follow(MarkdownPage page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        assertThat(target).exists();
        if (parts.length == 2) {
            assertThat(MarkdownPage.read(target).anchors()).contains(parts[1]);
        }
    }
}
