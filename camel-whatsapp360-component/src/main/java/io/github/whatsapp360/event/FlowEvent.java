/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.FlowChange;
import org.jspecify.annotations.Nullable;

/**
 * A change of a flow.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source the values of the envelope
 * @param raw the element exactly as received
 * @param event for example {@code FLOW_STATUS_CHANGE}, or the received value
 * @param flowId id of the flow
 * @param message a description
 * @param change the details of the change
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/reference/flowswebhooks"
 *     >Flows
 *     webhooks</a>
 */
public record FlowEvent(
        EventSource source,
        RawJson raw,
        @Nullable String event,
        @Nullable String flowId,
        @Nullable String message,
        FlowChange change)
        implements InboundEvent {

    public FlowEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
    }

    @Override
    public String family() {
        return EventFamily.FLOW.word();
    }

    @Override
    public String toString() {
        return "FlowEvent[name=" + name() + "]";
    }
}
