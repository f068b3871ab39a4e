/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.whatsapp360.message.part.DocumentFile;
import io.github.whatsapp360.message.part.MediaRef;
import org.jspecify.annotations.Nullable;

/**
 * The header above the body. Each action documents the headers it allows.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface InteractiveHeader {

    /** The wire name, for example {@code text}. */
    @JsonProperty("type")
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** A line of text. */
    static InteractiveHeader text(String text) {
        return new Text(text);
    }

    /** An image, also for a carousel card. */
    static OnCard image(MediaRef image) {
        return new Image(image);
    }

    /** A video, also for a carousel card. */
    static OnCard video(MediaRef video) {
        return new Video(video);
    }

    /** A document with this file name. */
    static InteractiveHeader document(MediaRef document, @Nullable String filename) {
        return new Document(new DocumentFile(document, filename));
    }

    /** The headers that the cards of a carousel can have. */
    sealed interface OnCard extends InteractiveHeader {}

    /**
     * Text.
     *
     * @param text 1 to 60 characters, without markup
     */
    @JsonTypeName("text")
    record Text(String text) implements InteractiveHeader {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /**
     * An image.
     *
     * @param image JPEG or PNG up to 5 MB
     */
    @JsonTypeName("image")
    record Image(MediaRef image) implements OnCard {
        public Image {
            requireNonNull(image, "image");
        }
    }

    /**
     * A video.
     *
     * @param video MP4 or 3GPP up to 16 MB
     */
    @JsonTypeName("video")
    record Video(MediaRef video) implements OnCard {
        public Video {
            requireNonNull(video, "video");
        }
    }

    /**
     * A document.
     *
     * @param document up to 100 MB
     */
    @JsonTypeName("document")
    record Document(DocumentFile document) implements InteractiveHeader {
        public Document {
            requireNonNull(document, "document");
        }
    }
}
