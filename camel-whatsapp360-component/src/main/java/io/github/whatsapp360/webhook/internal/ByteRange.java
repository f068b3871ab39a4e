package io.github.whatsapp360.webhook.internal;

/**
 * A range of bytes in a delivery.
 *
 * <p>Confined to the call that splits one delivery.
 */
sealed class ByteRange permits ScannedElement {

    /** The index of its first byte. */
    final int start;

    /** The index behind its last byte; set once the scan has reached it. */
    int end;

    /** Whether it is a member, name and value, and becomes an object with that one member. */
    final boolean isMember;

    ByteRange(int start) {
        this(start, 0, false);
    }

    ByteRange(int start, int end, boolean isMember) {
        this.start = start;
        this.end = end;
        this.isMember = isMember;
    }

    /** Its length in bytes where it stands alone. */
    final int length() {
        return end - start + (isMember ? 2 : 0);
    }
}
