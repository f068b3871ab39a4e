/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the papers say is what the code does. */
class SimulatorDocumentationTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "whatsapp360", "simulator");
    private static final Path PAGE = Path.of("..", "docs", "simulator.md");
    private static final Pattern ROUTE = Pattern.compile("\\.add\\(\"([A-Z]+)\", \"(/simulator/[^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("`([A-Z, ]+) (/simulator/[^`? ]+)`");

    @Test
    void theControlApiIsDocumentedRouteByRoute() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES.resolve("page"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> ROUTE.matcher(read(file))
                    .results()
                    .forEach(found -> routes.add(found.group(1) + " " + shape(found.group(2)))));
        }
        routes.add("GET /simulator/events");
        Set<String> documented = new TreeSet<>();
        ROW.matcher(read(PAGE)).results().forEach(found -> Stream.of(
                        found.group(1).split(", ", -1))
                .forEach(method -> documented.add(method + " " + shape(found.group(2)))));

        assertThat(routes).hasSizeGreaterThan(20);
        assertThat(documented).isEqualTo(routes);
    }

    @Test
    void theExampleOfThePageIsTheOneThatIsRun() {
        List<String> run = block(read(Path.of("src/test/java/io/github/whatsapp360/simulator/UserExampleTest.java")));

        assertThat(block(read(PAGE))).isEqualTo(run);
    }

    /** From the class to the lonely brace that ends it, without the line that is the reader's own. */
    private static List<String> block(String text) {
        List<String> lines =
                text.lines().dropWhile(line -> !line.matches("class \\w+ \\{")).collect(Collectors.toList());
        return lines.subList(1, lines.indexOf("}")).stream()
                .filter(line -> !line.contains("your route"))
                .map(line -> line.replace(" throws InterruptedException", ""))
                .toList();
    }

    private static String shape(String path) {
        return path.replaceAll("\\{[a-z]+}", "{}");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
