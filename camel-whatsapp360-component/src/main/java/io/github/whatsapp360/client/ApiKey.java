/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

/**
 * An API key. {@code toString} masks it.
 *
 * <p>Immutable and thread-safe.
 */
public final class ApiKey {

    /** Number of characters of a long key that are shown to tell keys apart. */
    private static final int VISIBLE_CHARACTERS = 4;

    private final String value;

    /** @param value the key; surrounding white space, for example from a file, is trimmed */
    public ApiKey(String value) {
        this.value = requireNonNull(value, "value").strip();
        if (this.value.isEmpty()) {
            throw new IllegalArgumentException("The API key is blank");
        }
    }

    /** The key. Use it only in a request header, never in a message. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Shows the last four characters of a key of at least sixteen characters, and nothing of a shorter one. */
    @Override
    public String toString() {
        return value.length() >= 4 * VISIBLE_CHARACTERS
                ? "ApiKey[…" + value.substring(value.length() - VISIBLE_CHARACTERS) + "]"
                : "ApiKey[…]";
    }
}
