package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

/**
 * Where WhatsApp gets a medium: something uploaded before, or a link that it fetches itself; never both.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
public sealed interface MediaRef {

    /** The medium that an upload was answered with. */
    static MediaRef id(String id) {
        return new Id(id);
    }

    /** The medium at this address. */
    static MediaRef link(String link) {
        return new Link(link);
    }

    /** Reads what begins with {@code http://} or {@code https://} as a link and anything else as an id. */
    static MediaRef parse(String idOrLink) {
        boolean link =
                idOrLink.regionMatches(true, 0, "http://", 0, 7) || idOrLink.regionMatches(true, 0, "https://", 0, 8);
        return link ? new Link(idOrLink) : new Id(idOrLink);
    }

    /**
     * An uploaded medium.
     *
     * @param id as answered by the upload; valid for 30 days, and for 7 if it came with a customer's message
     */
    record Id(String id) implements MediaRef {
        public Id {
            requireNonNull(id, "id");
        }
    }

    /**
     * A medium on the web. WhatsApp fetches it after it has accepted the message, so that a bad link shows as a failed
     * status (131053), and keeps it for 10 minutes.
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
