package io.github.whatsapp360.inbox.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.InboxEvent;
import java.util.zip.CRC32C;

/**
 * What protects a row.
 *
 * <p>Thread-safe.
 */
final class Checksum {

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

    private static void update(CRC32C crc, long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (value >>> shift));
        }
    }
}
