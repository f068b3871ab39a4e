/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who looks a line of the log up in the operator's page finds it, and finds no line there that is not written any more.
 */
class OperationsPageTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("../camel-whatsapp360-bridges/src/main"),
            Path.of("../camel-whatsapp360-flows/src/main/java"),
            Path.of("../camel-whatsapp360-console/src/main"));
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern LINE =
            Pattern.compile("LOG\\.(?:info|warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern FIRST_CELL_OF_A_MESSAGE = Pattern.compile("^\\| (`.*`) \\| (?:[A-Z, /]+|start) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    @Test
    void eachLineOfTheLogIsExplained() throws IOException {
        String page = Files.readString(PAGE);

        List<String> unexplained = LINE.matcher(sources())
                .results()
                .map(line -> line.group(1))
                .filter(line -> telling(line).noneMatch(words -> page.contains(beginning(words))))
                .toList();

        assertThat(unexplained).isEmpty();
    }

    @Test
    void eachExplainedLineIsWritten() throws IOException {
        String sources = sources();

        List<String> written = Files.readAllLines(PAGE).stream()
                .flatMap(row -> FIRST_CELL_OF_A_MESSAGE.matcher(row).results())
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(line -> fragments(line.group(1), "…")
                        .max(Comparator.comparing(String::length))
                        .orElseThrow())
                .toList();

        assertThat(written).hasSizeGreaterThan(50).allSatisfy(words -> assertThat(sources)
                .contains(words));
    }

    /** What stands between the values of a line, as far as one can look for it. */
    private static Stream<String> fragments(String line, String value) {
        return Stream.of(line.split(value))
                .map(fragment -> fragment.replaceAll("^[ :;.,()]+|[ :;.,()]+$", ""))
                .filter(fragment -> fragment.length() >= 5);
    }

    /** How a line begins it shares with others: "Webhook of account". */
    private static Stream<String> telling(String line) {
        List<String> all = fragments(line, "\\{}").toList();
        return all.stream().skip(all.size() > 1 ? 1 : 0);
    }

    private static String beginning(String words) {
        return words.substring(0, Math.min(words.length(), 16));
    }

    /** All sources, with literals that were broken into lines put together again. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|yaml)"))
                        .toList()) {
                    all.append(Files.readString(file));
                }
            }
        }
        return all.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    }
}
