/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import java.util.Locale;

/**
 * The kinds of media, by MIME type, with their maximum sizes.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media"
 *     >Meta:
 *     Media</a>
 */
public enum MediaKind {
    /** JPEG or PNG up to 5 MB. */
    IMAGE(5 << 20),
    /** MP4 or 3GPP up to 16 MB. */
    VIDEO(16 << 20),
    /** AAC, AMR, MP3, M4A or OGG up to 16 MB. */
    AUDIO(16 << 20),
    /** WebP, up to 100 KB static and 500 KB animated. */
    STICKER(100 << 10),
    /** Anything else up to 100 MB. */
    DOCUMENT(100 << 20);

    /** Number of bytes needed to recognize an animated image. */
    public static final int HEADER_SIZE = 64;

    private static final int MAXIMUM_ANIMATED_STICKER = 500 << 10;

    private final int maximum;

    MediaKind(int maximum) {
        this.maximum = maximum;
    }

    /** The kind of a file of this MIME type, parameters left aside. */
    public static MediaKind of(String mimeType) {
        return switch (MediaTypes.bare(mimeType)) {
            case "image/jpeg", "image/png" -> IMAGE;
            case "video/mp4", "video/3gpp" -> VIDEO;
            case "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg" -> AUDIO;
            case "image/webp" -> STICKER;
            default -> DOCUMENT;
        };
    }

    /** The maximum size in bytes of a file with these first bytes. */
    public long maximum(byte[] head) {
        return this == STICKER && Signature.isAnimatedWebp(head) ? MAXIMUM_ANIMATED_STICKER : maximum;
    }

    /** The wire name, for example {@code image}. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }
}
