/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a webhook reports. Confined to the event loop.
 *
 * @param field the name of the change, for example {@code messages}
 * @param member the array of the change's value to which the element belongs, for example {@code statuses}; null when
 *     the element is the whole value
 * @param element the element, or the whole value
 * @param contact who it is about, as the event is to show them
 * @param lane events of one lane are delivered in order, one after the other
 */
public record WebhookEvent(
        String field,
        @Nullable String member,
        ObjectNode element,
        @Nullable ObjectNode contact,
        String lane) {

    /** An inbound message. */
    static WebhookEvent message(ObjectNode element, @Nullable ObjectNode contact, String lane) {
        return new WebhookEvent("messages", "messages", element, contact, lane);
    }

    /** The status of an outbound message. */
    static WebhookEvent status(ObjectNode element, @Nullable ObjectNode contact, String lane) {
        return new WebhookEvent("messages", "statuses", element, contact, lane);
    }
}
