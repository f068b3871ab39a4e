/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Hashes of event keys and conversations.
 *
 * <p>Thread-safe.
 */
public final class KeyHash {

    /** Size of a hash in bytes. */
    public static final int BYTES = 16;

    private KeyHash() {}

    /**
     * Returns the first {@value #BYTES} bytes of the key's SHA-256. They take a quarter of the size of a key and are
     * evenly distributed, so that a table of keys can be swept in slices of equal size. A collision among 10^12 keys
     * has a probability below 10^-14 and cannot be constructed.
     */
    public static byte[] of(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return Arrays.copyOf(digest, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /**
     * Returns the first eight bytes of the SHA-256 of a conversation key. Two conversations with the same hash share
     * one order.
     */
    public static long ofConversation(String conversation) {
        return ByteBuffer.wrap(of(conversation)).getLong();
    }
}
