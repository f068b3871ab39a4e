package io.github.whatsapp360.event.change;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.whatsapp360.event.content.ChatMessage;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a conversation, or what happens in one that another agent has. Sending anything into that takes it over.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/mba/webhooks">Webhooks of the Meta Business Agent</a>
 */
public sealed interface Handover {

    /** The conversation is ours now, and waits for an answer. */
    @JsonTypeName("control_passed")
    record ControlPassed(@JsonValue Control control) implements Handover {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ControlPassed {
            requireNonNull(control, "control_passed");
        }
    }

    /** The conversation is no longer ours. */
    @JsonTypeName("control_taken")
    record ControlTaken(@JsonValue Control control) implements Handover {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ControlTaken {
            requireNonNull(control, "control_taken");
        }
    }

    /** A user wrote to the other agent. */
    @JsonTypeName("standby.message")
    record StandbyMessage(@JsonValue ChatMessage message) implements Handover {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public StandbyMessage {
            requireNonNull(message, "message");
        }
    }

    /** The other agent wrote to a user. */
    @JsonTypeName("standby.echo")
    record StandbyEcho(@JsonValue ChatMessage message) implements Handover {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public StandbyEcho {
            requireNonNull(message, "message");
        }
    }

    /**
     * A message of the other agent got further.
     *
     * @param id the message
     * @param status how far
     * @param timestamp time of the event; precision one second
     * @param recipientId the user's number
     * @param recipientUserId the user's business-scoped id
     * @param errors why not
     */
    @JsonTypeName("standby.status")
    record StandbyStatus(
            String id,
            String status,
            @Nullable Instant timestamp,
            @Nullable String recipientId,
            @Nullable String recipientUserId,
            List<ErrorItem> errors)
            implements Handover {
        public StandbyStatus {
            requireNonNull(id, "id");
            requireNonNull(status, "status");
            errors = Lists.copyOf(errors);
        }

        @Override
        public String toString() {
            return "StandbyStatus[id=" + id + ", status=" + status + "]";
        }
    }

    /**
     * A form without a record, or one that does not look as it should. The JSON is in the event's {@code raw()}.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements Handover {}

    /**
     * Who had the conversation, and who has it.
     *
     * @param previousOwnerRole for example {@code ai_agent}
     * @param newOwnerRole for example {@code customer_service}
     * @param previousOwnerAppId superseded
     * @param previousOwnerAppRole superseded
     * @param newOwnerAppId the new owner
     * @param metadata free text, up to 2000 characters
     * @param conversationContext what was said so far
     */
    record Control(
            @Nullable String previousOwnerRole,
            @Nullable String newOwnerRole,
            @Nullable String previousOwnerAppId,
            @Nullable String previousOwnerAppRole,
            @Nullable String newOwnerAppId,
            @Nullable String metadata,
            @Nullable ConversationContext conversationContext) {
        @Override
        public String toString() {
            return "Control[previousOwnerRole=" + previousOwnerRole + ", newOwnerRole=" + newOwnerRole + "]";
        }
    }

    /**
     * What was said so far.
     *
     * @param type {@code summary}
     * @param summary a few sentences
     */
    record ConversationContext(
            @Nullable String type, @Nullable Summary summary) {

        /** A few sentences. */
        public record Summary(@Nullable String text) {
            @Override
            public String toString() {
                return "Summary";
            }
        }
    }
}
