package io.github.whatsapp360.inbox.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.InboxEvent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What protects a row, and what stands for a key or a conversation.
 *
 * <p>Thread-safe.
 */
public final class Checksum {

    private static final int KEY_HASH_BYTES = 16;

    private Checksum() {}

    /** CRC-32C over key, conversation, kind, the instant of storing and body, in this order; strings as UTF-8, with their length. */
    static long of(InboxEvent event, long storedAt) {
        CRC32C crc = new CRC32C();
        for (String text : new String[] {event.key(), event.conversation(), event.kind()}) {
            byte[] bytes = text.getBytes(UTF_8);
            update(crc, bytes.length);
            crc.update(bytes);
        }
        update(crc, storedAt);
        crc.update(event.body());
        return crc.getValue();
    }

    /**
     * The first {@value #KEY_HASH_BYTES} bytes of the key's SHA-256: a quarter of the size of the key itself, and spread evenly, so
     * that the table of keys can be swept in slices of equal size. That two of 10^12 keys share one has a chance below 10^-14.
     */
    public static byte[] hashOf(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return Arrays.copyOf(digest, KEY_HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    /** The first eight bytes likewise: should two conversations ever share them, they share one order too. */
    public static long laneOf(String conversation) {
        return ByteBuffer.wrap(hashOf(conversation)).getLong();
    }

    private static void update(CRC32C crc, long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (value >>> shift));
        }
    }
}
