/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded.repair;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Damaged pages. */
class SqlitePageTest {

    @Test
    void placesOnAPageThatCannotBeAreDamageAndNoSurprise() {
        ByteBuffer bytes = ByteBuffer.allocate(SqlitePage.SIZE);
        bytes.put(0, (byte) 0x0d).putShort(3, (short) 1).putShort(8, (short) 10);
        // The record of row 1 claims a header of at least 2^63 bytes, which is a negative position.
        bytes.position(10);
        bytes.put(new byte[] {20, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1});

        assertThatThrownBy(() -> new SqlitePage(bytes).row(0, number -> new SqlitePage(bytes)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("A page has no byte -1.");
    }
}
