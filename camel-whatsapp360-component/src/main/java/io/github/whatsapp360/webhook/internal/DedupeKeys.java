/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds deduplication keys that any store can index: printable ASCII, at most 200 characters, different for different
 * parts.
 *
 * <p>Thread-safe.
 */
public final class DedupeKeys {

    private static final int MAXIMUM_LENGTH = 200;

    private DedupeKeys() {}

    /**
     * Joins the parts with colons; uses their digest if a part has other characters or the key is too long. Null counts
     * as empty.
     */
    public static String of(String prefix, @Nullable String... parts) {
        StringBuilder key = new StringBuilder(64).append(prefix);
        for (String part : parts) {
            if (part != null && !isPlain(part)) {
                return digest(prefix, parts);
            }
            key.append(':').append(part == null ? "" : part);
        }
        return key.length() > MAXIMUM_LENGTH ? digest(prefix, parts) : key.toString();
    }

    /**
     * The common input of the keys of several elements without an id: the ranges of the body that are digested before
     * each element.
     */
    static final class DigestPrefix {

        private final byte[] body;
        private final List<ByteRange> ranges;
        private final byte[] arrival;
        private final MessageDigest digest;

        /**
         * Digests the common input.
         * @param arrival further bytes to digest; may be empty
         */
        DigestPrefix(byte[] body, List<ByteRange> ranges, byte[] arrival) {
            this.body = body;
            this.ranges = ranges;
            this.arrival = arrival;
            this.digest = digested();
        }

        private MessageDigest digested() {
            MessageDigest sha256 = sha256();
            ranges.forEach(range -> update(sha256, body, range));
            sha256.update(arrival);
            return sha256;
        }

        /** Returns the key of an element that is identified by its bytes. */
        String keyOf(String prefix, ByteRange element) {
            MessageDigest sha256 = copy();
            update(sha256, body, element);
            return prefix + ":sha256:" + HexFormat.of().formatHex(sha256.digest());
        }

        private MessageDigest copy() {
            try {
                return (MessageDigest) digest.clone();
            } catch (CloneNotSupportedException anotherProvider) {
                return digested();
            }
        }
    }

    private static void update(MessageDigest digest, byte[] body, ByteRange range) {
        int length = range.end - range.start;
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (length >>> shift));
        }
        digest.update(body, range.start, length);
    }

    private static boolean isPlain(String part) {
        for (int at = 0; at < part.length(); at++) {
            char character = part.charAt(at);
            // The colon is the separator: a part that contains one could be read as two.
            if (character <= ' ' || character >= 0x7F || character == ':') {
                return false;
            }
        }
        return true;
    }

    private static String digest(String prefix, @Nullable String... parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            String text = part == null ? "" : part;
            // Digests UTF-16 code units, because a charset would replace every lone surrogate by the same character.
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * text.length());
            bytes.putInt(text.length()).asCharBuffer().put(text);
            sha256.update(bytes.array());
        }
        return prefix + ":sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
