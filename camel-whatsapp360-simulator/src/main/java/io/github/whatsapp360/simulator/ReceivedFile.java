/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

/**
 * A file that the business has sent: uploaded before, or named by a link, which the simulator never fetches.
 * Thread-safe.
 */
public final class ReceivedFile {

    private final String kind;
    private final String mimeType;
    private final String fileName;
    private final String link;
    private final byte[] bytes;

    ReceivedFile(String kind, String mimeType, String fileName, String link, byte[] bytes) {
        this.kind = kind;
        this.mimeType = mimeType;
        this.fileName = fileName;
        this.link = link;
        this.bytes = bytes.clone();
    }

    /** {@code image}, {@code video}, {@code audio}, {@code document} or {@code sticker}. */
    public String kind() {
        return kind;
    }

    /** As it was uploaded, for example {@code application/pdf}; empty for a link. */
    public String mimeType() {
        return mimeType;
    }

    /** As the message names it, else as it was uploaded; may be empty. */
    public String fileName() {
        return fileName;
    }

    /** The link; empty when the file was uploaded. */
    public String link() {
        return link;
    }

    /** A copy of the content; empty for a link, and for a file that is no longer kept. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "ReceivedFile[" + kind + ", " + bytes.length + " bytes]";
    }
}
