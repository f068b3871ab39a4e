/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.console.internal.Access.Caller;
import java.net.URLDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of the API by a caller who may make it.
 *
 * <p>Immutable as long as nobody writes into {@code body}. Thread-safe.
 *
 * @param values of the names in the template of the route, undecoded
 * @param query undecoded; null if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ApiCall(Caller caller, List<String> values, @Nullable String query, byte[] body) {

    /** A value of the path, decoded. */
    String value(int place) {
        return decode(values.get(place).replace("+", "%2B"));
    }

    /** A whole number of the query between 0 and the maximum. */
    long number(String name, long absent, long maximum) {
        String text = parameter(name);
        if (text == null) {
            return absent;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("The parameter " + name + " must be a whole number");
        }
        return Math.min(Long.parseLong(text), maximum);
    }

    private @Nullable String parameter(String name) {
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decode(pair.substring(name.length() + 1));
            }
        }
        return null;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    <T> T read(Class<T> type) {
        return ConsoleJson.read(body, type);
    }
}
