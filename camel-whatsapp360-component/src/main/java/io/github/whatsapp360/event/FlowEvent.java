package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.FlowChange;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a flow.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the element exactly as it came
 * @param event for example {@code FLOW_STATUS_CHANGE}, or the word as it came
 * @param flowId the flow
 * @param message a sentence about it
 * @param change what happened
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/flows/reference/flowswebhooks">Flows webhooks</a>
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
