/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import java.util.List;

/**
 * A message to be sent, and the positions of the messages of the exchange that it stands for: its own, or those of
 * several messages that one template replaces.
 *
 * @param places positions among all messages of the exchange, from 0; at least one
 * @param message the message to send
 */
record PlacedMessage(List<Integer> places, OutgoingMessage message) {

    /** Creates the replacement of these messages. */
    static PlacedMessage insteadOf(List<PlacedMessage> replaced, OutgoingMessage message) {
        return new PlacedMessage(
                replaced.stream().flatMap(each -> each.places().stream()).toList(), message);
    }
}
