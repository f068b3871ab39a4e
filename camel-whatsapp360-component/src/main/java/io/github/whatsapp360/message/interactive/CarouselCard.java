/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.interactive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.message.part.Product;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One card of a carousel; its place in the carousel is its index.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types/interactive/media-carousel">360dialog: Media
 *     carousel</a>
 */
public sealed interface CarouselCard {

    /**
     * An image or video with text and buttons.
     *
     * @param header the same kind on all cards
     * @param body at most 160 characters and 2 line breaks
     * @param action the same kind on all cards
     */
    record Media(
            InteractiveHeader.OnCard header,
            @JsonIgnore @Nullable String body,
            CardAction action) implements CarouselCard {

        public Media {
            requireNonNull(header, "header");
            requireNonNull(action, "action");
        }

        /** Also sent with quick replies, as in the examples of Meta and 360dialog. */
        @JsonProperty("type")
        String type() {
            return "cta_url";
        }

        @JsonProperty("body")
        @Nullable
        Map<String, String> words() {
            return body == null ? null : Map.of("text", body);
        }
    }

    /**
     * A product.
     *
     * @param action of the same catalogue on all cards
     */
    record OfProduct(Product action) implements CarouselCard {

        public OfProduct {
            requireNonNull(action, "action");
        }

        @JsonProperty("type")
        String type() {
            return "product";
        }
    }
}
