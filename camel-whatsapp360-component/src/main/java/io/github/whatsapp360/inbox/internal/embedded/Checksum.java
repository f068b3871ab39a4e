/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.util.zip.CRC32C;

/**
 * The checksum of a row.
 *
 * <p>Thread-safe.
 */
final class Checksum {

    private Checksum() {}

    /**
     * CRC-32C over key, conversation, kind, {@code stored_at} and body, in this order, then the subscription if there
     * is one; strings as UTF-8 with their length.
     */
    static long of(InboxEvent event, long storedAt) {
        CRC32C crc = new CRC32C();
        update(crc, event.key());
        update(crc, event.conversation());
        update(crc, event.kind());
        update(crc, storedAt);
        crc.update(event.body());
        if (!SubscriptionResolver.isUnassigned(event)) {
            update(crc, event.subscription());
        }
        return crc.getValue();
    }

    private static void update(CRC32C crc, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        update(crc, bytes.length);
        crc.update(bytes);
    }

    private static void update(CRC32C crc, long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            crc.update((int) (value >>> shift));
        }
    }
}
