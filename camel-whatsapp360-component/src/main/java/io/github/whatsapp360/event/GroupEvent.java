package io.github.whatsapp360.event;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.event.change.GroupChange;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a group, or could not: then there are errors.
 *
 * <p>Immutable and thread-safe.
 *
 * @param source what the envelope said
 * @param raw the change exactly as it came
 * @param timestamp when; precision one second
 * @param groupId the group; null if it could not be made
 * @param requestId the call of the API that asked for it
 * @param errors why it failed
 * @param change what happened
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/webhooks">Groups webhooks</a>
 */
public record GroupEvent(
        EventSource source,
        RawJson raw,
        @Nullable Instant timestamp,
        @Nullable String groupId,
        @Nullable String requestId,
        List<ErrorItem> errors,
        GroupChange change)
        implements InboundEvent {

    public GroupEvent {
        requireNonNull(source, "source");
        requireNonNull(raw, "raw");
        requireNonNull(change, "change");
        errors = List.copyOf(errors);
    }

    @Override
    public String family() {
        return EventFamily.GROUP.word();
    }

    @Override
    public @Nullable Integer errorCode() {
        return errors.isEmpty() ? null : errors.get(0).code();
    }

    @Override
    public String toString() {
        return "GroupEvent[name=" + name() + "]";
    }
}
