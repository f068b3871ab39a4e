/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

/**
 * A range of bytes in the body of a delivery.
 *
 * <p>Confined to the call that splits the delivery.
 */
sealed class ByteRange permits ScannedElement {

    /** The index of its first byte. */
    final int start;

    /** The index after its last byte; set when the scan reaches it. */
    int end;

    /** Whether the range is a member, name and value, which is written as an object with that one member. */
    final boolean isMember;

    ByteRange(int start) {
        this(start, 0, false);
    }

    ByteRange(int start, int end, boolean isMember) {
        this.start = start;
        this.end = end;
        this.isMember = isMember;
    }

    /** Its length in bytes as a JSON value of its own. */
    final int length() {
        return end - start + (isMember ? 2 : 0);
    }
}
