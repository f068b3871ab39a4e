/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A media file. It can be downloaded by id within 7 days (on-premises as long as it is stored there); the URL is valid
 * for 5 minutes and requires the key.
 *
 * <p>Every member may be absent. Immutable and thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media"
 *     >Media</a>
 */
public sealed interface MediaContent extends InboundContent {

    /** The media id; null if the file cannot be downloaded, or not yet. */
    @Nullable
    String id();

    /** The MIME type including parameters, for example {@code audio/ogg; codecs=opus}. */
    @Nullable
    String mimeType();

    /** SHA-256 of the file in Base64; on-premises hexadecimal. */
    @Nullable
    String sha256();

    /** The URL of the file, valid for 5 minutes. */
    @Nullable
    String url();

    /** What was written below it. */
    default @Nullable String caption() {
        return null;
    }

    /** The file's name on the user's device. */
    default @Nullable String filename() {
        return null;
    }

    /** The caption, otherwise the file name, otherwise the kind of file in square brackets. */
    @Override
    default String text() {
        String caption = Words.lines(caption());
        String text = caption.isEmpty() ? Words.lines(filename()) : caption;
        return text.isEmpty() ? Words.note(kind()) : text;
    }

    /** The readable name of this kind of file. */
    default String kind() {
        return type();
    }

    /** An image. */
    @JsonTypeName("image")
    record Image(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url,
            @Nullable String caption)
            implements MediaContent {
        @Override
        public String toString() {
            return "Image[id=" + id + "]";
        }
    }

    /** A video. */
    @JsonTypeName("video")
    record Video(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url,
            @Nullable String caption)
            implements MediaContent {
        @Override
        public String toString() {
            return "Video[id=" + id + "]";
        }
    }

    /**
     * Audio.
     *
     * @param voice true for a voice note; null or false for a file, and for a voicemail, whose message id begins with
     *     {@code wacid.}
     */
    @JsonTypeName("audio")
    record Audio(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url,
            @Nullable Boolean voice)
            implements MediaContent {
        @Override
        public String toString() {
            return "Audio[id=" + id + "]";
        }

        @Override
        public String kind() {
            return Boolean.TRUE.equals(voice) ? "voice message" : "audio";
        }
    }

    /** A voice note as the on-premises API calls it. */
    @JsonTypeName("voice")
    record Voice(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url) implements MediaContent {
        @Override
        public String toString() {
            return "Voice[id=" + id + "]";
        }

        @Override
        public String kind() {
            return "voice message";
        }
    }

    /** Any other file. */
    @JsonTypeName("document")
    record Document(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url,
            @Nullable String filename,
            @Nullable String caption)
            implements MediaContent {
        @Override
        public String toString() {
            return "Document[id=" + id + "]";
        }
    }

    /**
     * A sticker.
     *
     * @param animated whether it is animated; null if unknown
     */
    @JsonTypeName("sticker")
    record Sticker(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String sha256,
            @Nullable String url,
            @Nullable Boolean animated)
            implements MediaContent {
        @Override
        public String toString() {
            return "Sticker[id=" + id + "]";
        }

        @Override
        public String kind() {
            return Boolean.TRUE.equals(animated) ? "animated sticker" : "sticker";
        }
    }
}
