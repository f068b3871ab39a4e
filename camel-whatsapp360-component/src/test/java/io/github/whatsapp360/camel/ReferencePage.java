/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page under {@code docs/reference} with parts that are made of the code, each between two comments:
 * {@code <!-- generated: name -->} and {@code <!-- end -->}.
 */
final class ReferencePage {

    private static final Path DIRECTORY = Path.of("..", "docs", "reference");
    private static final int MAXIMUM_LINE = 120;

    private final Path file;
    private final String committed;
    private String text;

    ReferencePage(String name) throws IOException {
        file = DIRECTORY.resolve(name);
        committed = Files.readString(file);
        text = committed;
    }

    String text() {
        return text;
    }

    ReferencePage with(String part, String generated) {
        Matcher place = Pattern.compile("(?s)(<!-- generated: " + Pattern.quote(part) + " -->\n).*?(<!-- end -->)")
                .matcher(text);
        assertThat(place.find()).as("%s has a place for %s", file, part).isTrue();
        text = text.substring(0, place.end(1)) + "\n" + generated + "\n" + text.substring(place.start(2));
        return this;
    }

    /** Fails when the page is not what it should be, and makes it so, so that it has only to be committed. */
    void mustBeCommitted() throws IOException {
        if (!text.equals(committed)) {
            Files.writeString(file, text);
        }
        assertThat(Differences.between(committed, text))
                .as("%s was stale; it has been written anew, commit it", file)
                .isEmpty();
        assertThat(committed).isEqualTo(text);
    }

    static String table(List<String> head, Stream<List<String>> rows) {
        String line = head.stream().map(title -> "---").collect(Collectors.joining(" | ", "| ", " |"));
        return Stream.concat(Stream.of(row(head), line), rows.map(ReferencePage::row))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|"))
                .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
                .collect(Collectors.joining("", "|", ""));
    }

    /** A paragraph in lines of at most 120 characters. */
    static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ")) {
            boolean fits = length + 1 + word.length() <= MAXIMUM_LINE;
            if (length > 0) {
                lines.append(fits ? ' ' : '\n');
            }
            lines.append(word);
            length = length > 0 && fits ? length + 1 + word.length() : word.length();
        }
        return lines.toString();
    }

    static String code(String word) {
        return word.isEmpty() ? "" : "`" + word + "`";
    }
}
