/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UTF-7 (RFC 2152), which old mail programs write and Java does not know. */
final class Utf7 {

    private static final Pattern SHIFTED = Pattern.compile("\\+([A-Za-z0-9+/]*)-?");

    private Utf7() {}

    static boolean isName(@Nullable String charset) {
        String name = charset == null ? "" : charset.strip().toLowerCase(Locale.ROOT);
        return name.equals("utf-7") || name.equals("unicode-1-1-utf-7") || name.equals("x-unicode-2-0-utf-7");
    }

    static String decode(byte[] bytes) {
        Matcher shifted = SHIFTED.matcher(new String(bytes, ISO_8859_1));
        return shifted.replaceAll(found -> Matcher.quoteReplacement(characters(found.group(1))));
    }

    private static String characters(String base64) {
        if (base64.isEmpty()) {
            return "+";
        }
        int whole = base64.length() % 4 == 1 ? base64.length() - 1 : base64.length();
        byte[] units = Base64.getDecoder().decode(base64.substring(0, whole));
        return new String(units, 0, units.length / 2 * 2, UTF_16BE);
    }
}
