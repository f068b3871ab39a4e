/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import java.util.Locale;

/** What a user of the console may do. */
public enum ConsoleRole {
    /** See everything that contains no data of a customer. */
    READ,
    /** Also show the bodies of dead letters, and change something. */
    OPERATE;

    /**
     * Reads {@code read} or {@code operate}, in any case.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static ConsoleRole parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "read" -> READ;
            case "operate" -> OPERATE;
            default ->
                throw new IllegalArgumentException(
                        "The role of a user of the console is read or operate, actual is " + text);
        };
    }

    /** Whether this role includes another one. */
    public boolean includes(ConsoleRole other) {
        return compareTo(other) >= 0;
    }
}
