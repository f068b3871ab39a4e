/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Encodes any name as a file name. Different names give different files, also on file systems that ignore case. */
final class FileName {

    private FileName() {}

    /**
     * Lower-case letters, digits and {@code -} are kept; each other byte becomes {@code _} and two hexadecimal digits.
     */
    static String of(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name: expected at least 1 character, actual 0");
        }
        StringBuilder file = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
            file.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "_%02x", b));
        }
        return file.toString();
    }
}
