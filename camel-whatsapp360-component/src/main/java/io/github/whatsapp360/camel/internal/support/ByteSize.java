/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes in the notation of Camel's options: {@code 4MB}, {@code 512KB}, {@code 65536}. One KB is 1024 bytes. */
public final class ByteSize {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB|GB)?");

    private ByteSize() {}

    /**
     * The size in bytes.
     *
     * @param account the account, for messages
     * @param option name of the option
     * @throws IllegalArgumentException naming account and option if it is no size, or too large
     */
    public static int parse(String account, String option, String size) {
        Matcher matcher = SIZE.matcher(size.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account, option + "=" + size + ": expected a number with B, KB, MB or GB, as in 4MB"));
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        long factor = 1L << (10 * "BKMG".indexOf(unit.charAt(0)));
        long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(AccountMessage.of(account, option + "=" + size + ": at most 2GB"));
        }
        return (int) bytes;
    }
}
