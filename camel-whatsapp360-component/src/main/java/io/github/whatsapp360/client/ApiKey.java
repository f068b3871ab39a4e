package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

/**
 * A secret of the API that cannot be printed by accident.
 *
 * <p>Immutable and thread-safe.
 */
public final class ApiKey {

    /** So many characters are shown of a long key, to tell two keys apart. */
    private static final int VISIBLE_CHARACTERS = 4;

    private final String value;

    /** @param value white space around it is left out: a file has a line break at its end, and no key has */
    public ApiKey(String value) {
        this.value = requireNonNull(value, "value").strip();
        if (this.value.isEmpty()) {
            throw new IllegalArgumentException("The API key is blank");
        }
    }

    /** The key itself: for a request header, never for a message. */
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

    /** The last four characters of a key of sixteen or more; nothing of a shorter one. */
    @Override
    public String toString() {
        return value.length() >= 4 * VISIBLE_CHARACTERS
                ? "ApiKey[…" + value.substring(value.length() - VISIBLE_CHARACTERS) + "]"
                : "ApiKey[…]";
    }
}
