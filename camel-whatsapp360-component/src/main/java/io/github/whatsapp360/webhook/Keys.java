package io.github.whatsapp360.webhook;

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
final class Keys {

    private static final int MAXIMUM_LENGTH = 200;

    private Keys() {}

    /** The parts with colons between them; their digest, where a part is unfit to stand in a key. Null counts as empty. */
    static String of(String prefix, @Nullable String... parts) {
        StringBuilder key = new StringBuilder(64).append(prefix);
        for (String part : parts) {
            if (part != null && !isPlain(part)) {
                return digest(prefix, parts);
            }
            key.append(':').append(part == null ? "" : part);
        }
        return key.length() > MAXIMUM_LENGTH ? digest(prefix, parts) : key.toString();
    }

    /** The digest of the ranges of a body that tell an element without an id from others. */
    static String ofBytes(String prefix, byte[] body, List<Element> ranges) {
        MessageDigest sha256 = sha256();
        for (Element range : ranges) {
            sha256.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(range.end - range.start)
                    .array());
            sha256.update(body, range.start, range.end - range.start);
        }
        return prefix + ":sha256:" + HexFormat.of().formatHex(sha256.digest());
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
