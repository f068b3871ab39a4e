package io.github.whatsapp360.inbox.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What stands for the key of an event, or for a conversation, wherever many of them are kept.
 *
 * <p>Thread-safe.
 */
public final class KeyHash {

    /** Of a hash. */
    public static final int BYTES = 16;

    private KeyHash() {}

    /**
     * The first {@value #BYTES} bytes of the key's SHA-256: a quarter of the size of the key itself, and spread evenly, so
     * that a table of keys can be swept in slices of equal size. That two of 10^12 keys share one has a chance below 10^-14, and
     * nobody can find two that do.
     */
    public static byte[] of(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return Arrays.copyOf(digest, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** The first eight bytes likewise: should two conversations ever share them, they share one order too. */
    public static long ofConversation(String conversation) {
        return ByteBuffer.wrap(of(conversation)).getLong();
    }
}
