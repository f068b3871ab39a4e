/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.whatsapp360.message.part.MediaRef;
import org.jspecify.annotations.Nullable;

/**
 * A media file. An uploaded file that is too large or has a wrong format is refused at once; a linked file causes a
 * failed status later (131053).
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface OutboundMedia extends OutboundContent {

    /** The uploaded or linked file. */
    MediaRef media();

    /**
     * An image.
     *
     * @param media JPEG or PNG up to 5 MB, 8 bits per channel
     * @param caption at most 1024 characters
     */
    @JsonTypeName("image")
    record Image(@JsonUnwrapped MediaRef media, @Nullable String caption) implements OutboundMedia {

        public Image {
            requireNonNull(media, "media");
        }

        /** The same with this caption. */
        public Image withCaption(@Nullable String text) {
            return new Image(media, text);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A video.
     *
     * @param media MP4 or 3GPP (H.264 and AAC, at most one audio stream) up to 16 MB
     * @param caption at most 1024 characters
     */
    @JsonTypeName("video")
    record Video(@JsonUnwrapped MediaRef media, @Nullable String caption) implements OutboundMedia {

        public Video {
            requireNonNull(media, "media");
        }

        /** The same with this caption. */
        public Video withCaption(@Nullable String text) {
            return new Video(media, text);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * An audio file. Takes no caption.
     *
     * @param media AAC, AMR, MP3, M4A or OGG (Opus only) up to 16 MB
     * @param voice whether to show it as a voice note: OGG Opus, mono; up to 512 KB for the play symbol
     */
    @JsonTypeName("audio")
    record Audio(@JsonUnwrapped MediaRef media, @Nullable Boolean voice) implements OutboundMedia {

        public Audio {
            requireNonNull(media, "media");
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A document.
     *
     * @param media any kind of file up to 100 MB
     * @param caption at most 1024 characters
     * @param filename shown to the customer; its extension determines the icon
     */
    @JsonTypeName("document")
    record Document(
            @JsonUnwrapped MediaRef media,
            @Nullable String caption,
            @Nullable String filename) implements OutboundMedia {

        public Document {
            requireNonNull(media, "media");
        }

        /** The same with this caption. */
        public Document withCaption(@Nullable String text) {
            return new Document(media, text, filename);
        }

        @Override
        public String toString() {
            return type();
        }
    }

    /**
     * A sticker. Takes no caption.
     *
     * @param media WebP of 512 × 512 pixels, up to 100 KB static and 500 KB animated
     */
    @JsonTypeName("sticker")
    record Sticker(@JsonUnwrapped MediaRef media) implements OutboundMedia {

        public Sticker {
            requireNonNull(media, "media");
        }

        @Override
        public String toString() {
            return type();
        }
    }
}
