package io.github.whatsapp360.camel;

import java.util.List;

/**
 * A message to be sent, and which parts of its exchange it stands for: itself, or several that one template replaces.
 *
 * @param places of these parts among all of the exchange, from 0; at least one
 * @param part what is sent
 */
record PlacedPart(List<Integer> places, Part part) {

    /** What is sent instead of these parts. */
    static PlacedPart insteadOf(List<PlacedPart> replaced, Part part) {
        return new PlacedPart(
                replaced.stream().flatMap(each -> each.places().stream()).toList(), part);
    }
}
