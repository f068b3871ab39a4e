package io.github.whatsapp360.camel.internal.send;

import java.util.List;

/**
 * A message to be sent, and which parts of its exchange it stands for: itself, or several that one template replaces.
 *
 * @param places of these parts among all of the exchange, from 0; at least one
 * @param message what is sent
 */
record PlacedMessage(List<Integer> places, OutgoingMessage message) {

    /** What is sent instead of these parts. */
    static PlacedMessage insteadOf(List<PlacedMessage> replaced, OutgoingMessage message) {
        return new PlacedMessage(
                replaced.stream().flatMap(each -> each.places().stream()).toList(), message);
    }
}
