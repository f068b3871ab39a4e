/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts an untrusted name to a file name that is safe on any system: no path, no control or invisible characters, no
 * reserved names of Windows, at most {@value #MAXIMUM_LENGTH} characters.
 *
 * <p>Thread-safe.
 */
public final class SafeFileName {

    /** With an id in front and a temporary suffix it still fits into the 255 characters of common file systems. */
    public static final int MAXIMUM_LENGTH = 200;

    /** Common file systems allow 255 bytes of UTF-8; the rest is for prefixes and suffixes of a route. */
    private static final int MAXIMUM_BYTES = MAXIMUM_LENGTH;

    private static final Pattern PATH = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);
    private static final Pattern UNWELCOME = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}<>:\"|?*]");
    private static final Pattern ENDS = Pattern.compile("^[\\s.]+|[\\s.]+$");
    private static final Pattern RESERVED = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeFileName() {}

    /**
     * A safe name.
     *
     * @param name the untrusted name; may be absent
     * @param otherwise used if nothing remains; must be safe
     */
    public static String of(@Nullable String name, String otherwise) {
        if (name == null) {
            return otherwise;
        }
        String last = PATH.matcher(name).replaceFirst("");
        String clean = trimmed(UNWELCOME.matcher(last).replaceAll(""));
        if (clean.isEmpty()) {
            return otherwise;
        }
        String free = RESERVED.matcher(clean).matches() ? "_" + clean : clean;
        return shortened(free);
    }

    /** Keeps the end, because it contains the extension. */
    private static String shortened(String name) {
        if (fits(name)) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
        StringBuilder stem = new StringBuilder(name.substring(0, name.length() - extension.length()));
        while (!fits(stem + extension)) {
            int last = stem.offsetByCodePoints(stem.length(), -1);
            stem.setLength(last);
        }
        return trimmed(stem.toString()) + extension;
    }

    private static boolean fits(String name) {
        return name.length() <= MAXIMUM_LENGTH && name.getBytes(UTF_8).length <= MAXIMUM_BYTES;
    }

    private static String trimmed(String name) {
        return ENDS.matcher(name).replaceAll("");
    }
}
