/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.rule;

/** The rules for content that is a file: exactly one of {@code id} and {@code link}. Thread-safe. */
final class MediaContent {

    private static final int MAXIMUM_CAPTION_LENGTH = 1024;
    private static final int MAXIMUM_URL_LENGTH = 2048;

    private MediaContent() {}

    static void withCaption(Fields media) {
        source(media.only("id", "link", "caption"));
        media.optionalText("caption", MAXIMUM_CAPTION_LENGTH);
    }

    static void audio(Fields media) {
        source(media.only("id", "link", "voice"));
        media.optionalBoolean("voice");
    }

    static void document(Fields media) {
        source(media.only("id", "link", "caption", "filename"));
        media.optionalText("caption", MAXIMUM_CAPTION_LENGTH);
        media.optionalText("filename", 240);
    }

    static void plain(Fields media) {
        source(media.only("id", "link"));
    }

    static void source(Fields media) {
        boolean link = media.has("link");
        if (media.has("id") == link) {
            throw link ? media.value("must have either id or link, not both") : media.missing("id or link");
        }
        if (link) {
            media.url("link", MAXIMUM_URL_LENGTH);
        } else if (!media.text("id", 64).matches("[0-9]+")) {
            throw media.value("id", "is not a valid media id");
        }
    }
}
