/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * A change of control of a conversation, or an event in a conversation that another agent controls. Sending a message
 * to such a conversation takes control.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/mba/webhooks">Webhooks of the Meta Business Agent</a>
 */
public sealed interface Handover {

    /** The business has received control of the conversation; the user waits for an answer. */
    @JsonTypeName("control_passed")
    record ControlPassed(@JsonValue Control control) implements Handover {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ControlPassed {
            requireNonNull(control, "control_passed");
        }
    }

    /** The business has lost control of the conversation. */
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
     * The status of a message of the other agent.
     *
     * @param id id of the message
     * @param status for example {@code delivered}
     * @param timestamp time of the event; precision one second
     * @param recipientId the user's number
     * @param recipientUserId the user's business-scoped id
     * @param errors reasons of a failure
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
            errors = NullSafeLists.copyOf(errors);
        }

        @Override
        public String toString() {
            return "StandbyStatus[id=" + id + ", status=" + status + "]";
        }
    }

    /**
     * A form without a record, or a value of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements Handover {}

    /**
     * The previous and the new owner of the conversation.
     *
     * @param previousOwnerRole for example {@code ai_agent}
     * @param newOwnerRole for example {@code customer_service}
     * @param previousOwnerAppId superseded
     * @param previousOwnerAppRole superseded
     * @param newOwnerAppId app id of the new owner
     * @param metadata free text, up to 2000 characters
     * @param conversationContext summary of the conversation so far
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
     * A summary of the conversation so far.
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
