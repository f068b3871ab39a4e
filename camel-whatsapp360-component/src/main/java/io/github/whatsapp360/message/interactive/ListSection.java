/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows under a title. One list takes at most 10 sections and 10 rows in all.
 *
 * <p>Immutable and thread-safe.
 *
 * @param title at most 24 characters; may be absent only where there is one section
 * @param rows what can be chosen, in order
 */
public record ListSection(@Nullable String title, List<Row> rows) {

    public ListSection {
        rows = List.copyOf(rows);
    }

    /** A section of these rows. */
    public static ListSection of(@Nullable String title, Row... rows) {
        return new ListSection(title, List.of(rows));
    }

    /**
     * One choice.
     *
     * @param id returned with the choice; 1 to 200 characters, unique in the list
     * @param title 1 to 24 characters
     * @param description 1 to 72 characters
     */
    public record Row(String id, String title, @Nullable String description) {

        public Row {
            requireNonNull(id, "id");
            requireNonNull(title, "title");
        }

        /** A choice without description. */
        public static Row of(String id, String title) {
            return new Row(id, title, null);
        }
    }
}
