/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses the timestamps of deliveries: Unix time as a string or number, usually in seconds, sometimes in milliseconds.
 *
 * <p>Thread-safe.
 */
public final class EpochTime {

    private static final int DIGITS_OF_SECONDS = 10;
    private static final int DIGITS_OF_MILLISECONDS = 13;

    private EpochTime() {}

    /** The instant, from 1 to 10 digits of seconds or 13 of milliseconds; null for null and for anything else. */
    public static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > DIGITS_OF_MILLISECONDS) {
            return null;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return null;
            }
        }
        if (text.length() <= DIGITS_OF_SECONDS) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.length() == DIGITS_OF_MILLISECONDS ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
    }

    /** Formats an instant so that {@link #parse} reads it back: in seconds, or in milliseconds if it has a fraction. */
    static String format(Instant instant) {
        return instant.getNano() == 0
                ? Long.toString(instant.getEpochSecond())
                : String.format(Locale.ROOT, "%013d", instant.toEpochMilli());
    }
}
