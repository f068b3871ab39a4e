/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of {@code docs/reference/faults.md}, as maps from column to cell. */
final class FaultTable {

    private static final Path PAGE = Path.of("../docs/reference/faults.md");

    private FaultTable() {}

    /** Those rows whose table has this column first, and a column for the requests. */
    static Stream<Map<String, String>> rows(String firstColumn) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : Files.readAllLines(PAGE)) {
            if (!line.startsWith("| ")) {
                columns = List.of();
                continue;
            }
            List<String> cells = Stream.of(line.substring(2, line.length() - 2).split(" \\| ", -1))
                    .map(String::strip)
                    .toList();
            if (columns.isEmpty()) {
                columns = cells;
            } else if (!cells.get(0).startsWith("---")
                    && columns.get(0).equals(firstColumn)
                    && columns.contains("Requests")) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i), cells.get(i));
                }
                rows.add(row);
            }
        }
        return rows.stream();
    }
}
