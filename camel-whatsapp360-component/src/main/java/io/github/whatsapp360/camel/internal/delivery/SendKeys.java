/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of sent messages, and their form in front of the callback data: {@code w360:}, the key, and two check
 * characters, {@value #PREFIX_LENGTH} characters in all. The check characters tell a key from foreign data that begins
 * alike.
 *
 * <p>A key has {@value #KEY_LENGTH} characters: the time in milliseconds and 48 random bits. Keys are ordered by time,
 * so that new rows are appended to a table and old ones are deleted from its beginning.
 *
 * <p>Thread-safe.
 */
final class SendKeys {

    static final String MARKER = "w360:";
    static final int KEY_LENGTH = 15;
    static final int PREFIX_LENGTH = 22;

    private static final int TIME_LENGTH = 7;
    private static final int CHECK_PRIME = 4093;

    /** In the order of ASCII, so that keys are ordered as their values. */
    private static final String DIGITS = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static final Pattern PREFIX =
            Pattern.compile(MARKER + "([-0-9A-Z_a-z]{" + KEY_LENGTH + "})([-0-9A-Z_a-z]{2})");

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    SendKeys(Clock clock) {
        this.clock = clock;
    }

    /** Creates a key. */
    String next() {
        return digits(clock.millis(), TIME_LENGTH) + digits(random.nextLong(), KEY_LENGTH - TIME_LENGTH);
    }

    /** A key that is greater than all keys created before this time, and not greater than any other. */
    static String firstAt(Instant time) {
        char[] key = new char[KEY_LENGTH];
        Arrays.fill(key, DIGITS.charAt(0));
        String digits = digits(Math.max(0, time.toEpochMilli()), TIME_LENGTH);
        digits.getChars(0, TIME_LENGTH, key, 0);
        return new String(key);
    }

    private static String digits(long value, int length) {
        char[] digits = new char[length];
        long rest = value;
        for (int at = length - 1; at >= 0; at--) {
            digits[at] = DIGITS.charAt((int) (rest & 63));
            rest >>>= 6;
        }
        return new String(digits);
    }

    /** The form of a key in front of callback data. */
    static String prefix(String key) {
        return MARKER + key + check(key);
    }

    /** The prefix that begins callback data; null if they begin otherwise. */
    static @Nullable String prefixOf(String callbackData) {
        if (callbackData.length() < PREFIX_LENGTH) {
            return null;
        }
        String start = callbackData.substring(0, PREFIX_LENGTH);
        Matcher form = PREFIX.matcher(start);
        return form.matches() && check(form.group(1)).equals(form.group(2)) ? start : null;
    }

    /** The key of a prefix. */
    static String keyOf(String prefix) {
        return prefix.substring(MARKER.length(), MARKER.length() + KEY_LENGTH);
    }

    /** Whether a text has the form of a key. */
    static boolean isKey(String text) {
        return text.length() == KEY_LENGTH && text.chars().allMatch(each -> DIGITS.indexOf(each) >= 0);
    }

    private static String check(String key) {
        int sum = 0;
        for (int at = 0; at < key.length(); at++) {
            sum = (sum * 67 + DIGITS.indexOf(key.charAt(at)) + 1) % CHECK_PRIME;
        }
        return digits(sum, 2);
    }
}
