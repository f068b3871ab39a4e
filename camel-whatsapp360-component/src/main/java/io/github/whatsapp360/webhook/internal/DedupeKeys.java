package io.github.whatsapp360.webhook.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that any store can index: printable ASCII, at most 200 characters, different for different parts.
 *
 * <p>Thread-safe.
 */
public final class DedupeKeys {

    private static final int MAXIMUM_LENGTH = 200;

    private DedupeKeys() {}

    /** The parts with colons between them; their digest, where a part is unfit to stand in a key. Null counts as empty. */
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

    /** What the keys of several elements without an id have in common: the ranges of a body that are digested before each of them. */
    static final class DigestPrefix {

        private final byte[] body;
        private final List<ByteRange> ranges;
        private final byte[] arrival;
        private final MessageDigest digest;

        /** @param arrival what else is digested; empty for nothing */
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

        /** The key of an element that its bytes tell from others. */
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
            // The colon separates; a part that holds one could be mistaken for two.
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
            // The characters themselves, because every charset would make the same question mark of each lone
            // surrogate.
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
