/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Validates strict UTF-8. The JSON parser accepts overlong forms and encoded surrogates.
 *
 * <p>Thread-safe.
 */
final class Utf8 {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Returns the length of a byte order mark at the beginning: 3 or 0. */
    static int markLength(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
    }

    /** Returns the index of the first byte that is not part of well-formed UTF-8, or -1. */
    static int firstMalformed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            // Deliveries are mostly ASCII: eight bytes at a time as long as no high bit is set.
            if (at + 8 <= bytes.length && ((long) EIGHT_BYTES.get(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
                continue;
            }
            int length = sequence(bytes, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /**
     * Returns the length of the sequence that begins here, by table 3-7 of the Unicode standard; 0 if it is malformed.
     */
    private static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        if (first < 0xE0) {
            return within(bytes, at + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (first < 0xF0) {
            boolean second = within(bytes, at + 1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
            return second && within(bytes, at + 2, 0x80, 0xBF) ? 3 : 0;
        }
        boolean second = within(bytes, at + 1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        return second && within(bytes, at + 2, 0x80, 0xBF) && within(bytes, at + 3, 0x80, 0xBF) ? 4 : 0;
    }

    private static boolean within(byte[] bytes, int at, int lowest, int highest) {
        return at < bytes.length && (bytes[at] & 0xFF) >= lowest && (bytes[at] & 0xFF) <= highest;
    }
}
