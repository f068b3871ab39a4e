/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file name of a link: the last segment of its path. Thread-safe. */
interface LinkedFileName {

    Pattern PATH = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*(?<path>[^?#]*).*", Pattern.DOTALL);
    Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /** Returns the file name; null if the path does not end with one. */
    static @Nullable String of(String link) {
        Matcher address = PATH.matcher(link);
        if (!address.matches()) {
            return null;
        }
        String path = address.group("path");
        String name = decoded(path.substring(path.lastIndexOf('/') + 1));
        String clean = CONTROL.matcher(name.substring(name.lastIndexOf('/') + 1))
                .replaceAll("")
                .strip();
        return clean.isEmpty() ? null : clean;
    }

    /** In a path, a plus sign is not an encoded space. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }
}
