/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

/**
 * The source of a media file: an uploaded file, or a link that WhatsApp fetches; never both.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface MediaRef {

    /** An uploaded file by its media id. */
    static MediaRef id(String id) {
        return new Id(id);
    }

    /** A media file at this URL. */
    static MediaRef link(String link) {
        return new Link(link);
    }

    /** Parses {@code http://} and {@code https://} URLs as links, anything else as an id. */
    static MediaRef parse(String idOrLink) {
        boolean link =
                idOrLink.regionMatches(true, 0, "http://", 0, 7) || idOrLink.regionMatches(true, 0, "https://", 0, 8);
        return link ? new Link(idOrLink) : new Id(idOrLink);
    }

    /**
     * An uploaded medium.
     *
     * @param id the media id; valid for 30 days, and for 7 days if received with a message
     */
    record Id(String id) implements MediaRef {
        public Id {
            requireNonNull(id, "id");
        }
    }

    /**
     * A linked file. WhatsApp fetches it after it has accepted the message, so that a bad link causes a failed status
     * (131053), and keeps it for 10 minutes.
     *
     * @param link http or https, publicly reachable
     */
    record Link(String link) implements MediaRef {
        public Link {
            requireNonNull(link, "link");
        }

        /** Signed links are secrets. */
        @Override
        public String toString() {
            return "Link[…]";
        }
    }
}
