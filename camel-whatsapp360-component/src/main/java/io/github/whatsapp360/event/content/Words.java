/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a person reads; parts that are absent or blank are left out. What stands in square brackets was not
 * written by the customer.
 *
 * <p>Thread-safe.
 */
public interface Words {

    /** One below the other. */
    static String lines(@Nullable Object... parts) {
        return joined("\n", parts);
    }

    /** In one line, with commas between them. */
    static String list(@Nullable Object... parts) {
        return joined(", ", parts);
    }

    /** In one line, with this between them. */
    static String joined(String separator, @Nullable Object... parts) {
        return Arrays.stream(parts)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(separator));
    }

    /**
     * A description in square brackets: the label alone, or the label, a colon and a value.
     */
    static String note(String label, @Nullable Object... parts) {
        String details = list(parts);
        return "[" + label + (details.isEmpty() ? "" : ": " + details) + "]";
    }

    /** The value with a label in front; null if there is no value. */
    static @Nullable String labelled(String label, @Nullable Object value) {
        return value == null || value.toString().isBlank() ? null : label + " " + value;
    }
}
