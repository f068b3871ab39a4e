package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

/**
 * One message.
 *
 * <p>Immutable and thread-safe.
 *
 * @param content what it says
 */
public record OutboundMessage(OutboundContent content) {

    public OutboundMessage {
        requireNonNull(content, "content");
    }
}
