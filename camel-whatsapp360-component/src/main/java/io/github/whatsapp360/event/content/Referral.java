/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import org.jspecify.annotations.Nullable;

/**
 * The advertisement or post that brought the user; comes with the first message after the tap only.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sourceUrl the advertisement
 * @param sourceId its id
 * @param sourceType {@code ad} or {@code post}
 * @param headline its title
 * @param body its text
 * @param mediaType {@code image} or {@code video}
 * @param imageUrl its picture
 * @param videoUrl its film
 * @param thumbnailUrl the film's preview
 * @param ctwaClid the key for Meta's Conversions API; missing for advertisements in a status
 * @param welcomeMessage what the user was greeted with
 * @param ref undocumented
 */
public record Referral(
        @Nullable String sourceUrl,
        @Nullable String sourceId,
        @Nullable String sourceType,
        @Nullable String headline,
        @Nullable String body,
        @Nullable String mediaType,
        @Nullable String imageUrl,
        @Nullable String videoUrl,
        @Nullable String thumbnailUrl,
        @Nullable String ctwaClid,
        @Nullable WelcomeMessage welcomeMessage,
        @Nullable String ref) {

    /** What the customer has seen before the first message, in one note. */
    public String text() {
        return Words.note(
                Words.joined(" ", "came from", sourceType == null ? "an advertisement" : sourceType),
                Words.joined(
                        "\n",
                        headline,
                        body,
                        sourceUrl,
                        mediaType,
                        imageUrl,
                        videoUrl,
                        Words.labelled("greeted with", welcomeMessage == null ? null : welcomeMessage.text())));
    }

    @Override
    public String toString() {
        return "Referral[sourceType=" + sourceType + "]";
    }

    /** What the user was greeted with. */
    public record WelcomeMessage(@Nullable String text) {
        @Override
        public String toString() {
            return "WelcomeMessage";
        }
    }
}
