/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a bridge, as its file declares it.
 *
 * @param name the name, in camel case; an application may write it with dashes instead
 * @param title a few words for a form
 * @param description a sentence for the reference
 * @param type {@code string}, {@code integer}, {@code number} or {@code boolean}
 * @param defaultValue what holds without a value; null for none
 * @param required whether the bridge does not start without a value
 * @param format what the text is: {@code password}, {@code events}, {@code addresses} of mail, or {@code simple}, an
 *     expression of that language; empty for any text
 * @param values the only values that are allowed; empty for any
 * @param pattern a regular expression that the whole value matches; null for none
 * @param minimum the smallest number that is allowed; null for any
 * @param maximum the largest number that is allowed; null for any
 */
public record BridgeParameter(
        String name,
        String title,
        String description,
        String type,
        @Nullable String defaultValue,
        boolean required,
        String format,
        List<String> values,
        @Nullable String pattern,
        @Nullable Long minimum,
        @Nullable Long maximum) {

    public BridgeParameter {
        values = List.copyOf(values);
    }

    /** Whether the value must never be shown. */
    public boolean secret() {
        return format.equals("password");
    }
}
