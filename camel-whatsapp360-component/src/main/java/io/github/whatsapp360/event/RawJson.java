/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The JSON of one element, byte for byte as received, including unknown members, escapes and white space.
 *
 * <p>Equal if the bytes are equal; {@code toString} shows only the length. Immutable and thread-safe: the bytes are
 * copied on input and output.
 *
 * @param bytes one JSON value in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, and compared by content
public record RawJson(byte[] bytes) {

    public RawJson {
        bytes = bytes.clone();
    }

    /** Creates raw JSON from text. */
    public static RawJson of(String text) {
        return new RawJson(text.getBytes(UTF_8));
    }

    /** A copy of the bytes. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The JSON as text. */
    public String text() {
        return new String(bytes, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RawJson[" + bytes.length + " bytes]";
    }
}
