/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.change;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.whatsapp360.event.content.ErrorItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group. The wire name is the {@code type} of the element.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/webhooks">Groups
 *     webhooks</a>
 */
public sealed interface GroupChange {

    /**
     * The group was created, or its creation failed.
     *
     * @param subject name of the group
     * @param description description of the group
     * @param inviteLink link for joining the group
     * @param joinApprovalMode whether a request to join must be approved
     */
    @JsonTypeName("group_create")
    record Created(
            @Nullable String subject,
            @Nullable String description,
            @Nullable String inviteLink,
            @Nullable String joinApprovalMode)
            implements GroupChange {
        @Override
        public String toString() {
            return "Created";
        }
    }

    /** The group was deleted, or its deletion failed. */
    @JsonTypeName("group_delete")
    record Deleted() implements GroupChange {}

    /**
     * Participants have joined.
     *
     * @param reason for example {@code invite_link}
     * @param addedParticipants the new participants
     */
    @JsonTypeName("group_participants_add")
    record ParticipantsAdded(@Nullable String reason, List<Participant> addedParticipants) implements GroupChange {
        public ParticipantsAdded {
            addedParticipants = NullSafeLists.copyOf(addedParticipants);
        }
    }

    /**
     * Participants have left or were removed.
     *
     * @param removedParticipants the former participants
     * @param failedParticipants participants who could not be removed
     * @param initiatedBy {@code business} or {@code participant}
     */
    @JsonTypeName("group_participants_remove")
    record ParticipantsRemoved(
            List<Participant> removedParticipants,
            List<Participant> failedParticipants,
            @Nullable String initiatedBy) implements GroupChange {
        public ParticipantsRemoved {
            removedParticipants = NullSafeLists.copyOf(removedParticipants);
            failedParticipants = NullSafeLists.copyOf(failedParticipants);
        }
    }

    /** A user requests to join. */
    @JsonTypeName("group_join_request_created")
    record JoinRequested(
            @Nullable String joinRequestId,
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username,
            @Nullable String reason)
            implements GroupChange {
        @Override
        public String toString() {
            return "JoinRequested";
        }
    }

    /** A user has revoked the request to join. */
    @JsonTypeName("group_join_request_revoked")
    record JoinRequestRevoked(
            @Nullable String joinRequestId,
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username,
            @Nullable String reason)
            implements GroupChange {
        @Override
        public String toString() {
            return "JoinRequestRevoked";
        }
    }

    /**
     * The settings of the group were changed, or the change failed.
     *
     * @param profilePicture null if it was not to be changed
     * @param groupSubject null if it was not to be changed
     * @param groupDescription null if it was not to be changed
     */
    @JsonTypeName("group_settings_update")
    record SettingsUpdated(
            @Nullable Picture profilePicture,
            @Nullable Text groupSubject,
            @Nullable Text groupDescription) implements GroupChange {

        /** The new picture. */
        public record Picture(
                @Nullable String mimeType,
                @Nullable String sha256,
                @Nullable Boolean updateSuccessful,
                List<ErrorItem> errors) {
            public Picture {
                errors = NullSafeLists.copyOf(errors);
            }
        }

        /** The new subject or description. */
        public record Text(@Nullable String text, @Nullable Boolean updateSuccessful, List<ErrorItem> errors) {
            public Text {
                errors = NullSafeLists.copyOf(errors);
            }

            @Override
            public String toString() {
                return "Text[updateSuccessful=" + updateSuccessful + "]";
            }
        }
    }

    /** WhatsApp has suspended the group. */
    @JsonTypeName("group_suspend")
    record Suspended() implements GroupChange {}

    /** WhatsApp has ended the suspension of the group. */
    @JsonTypeName("group_suspend_cleared")
    record SuspensionCleared() implements GroupChange {}

    /**
     * A type without a record, or an element of unexpected form. The JSON is in {@code raw()} of the event.
     *
     * @param problem the reason, without customer data, for logs
     */
    record Unrecognized(String problem) implements GroupChange {}

    /**
     * A member of the group.
     *
     * @param waId the number as WhatsApp knows it
     * @param input the number as the business wrote it
     * @param userId the business-scoped user id
     * @param parentUserId the parent user id of linked portfolios
     * @param username the user name
     * @param errors the reasons of a failure
     */
    record Participant(
            @Nullable String waId,
            @Nullable String input,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username,
            List<ErrorItem> errors) {
        public Participant {
            errors = NullSafeLists.copyOf(errors);
        }

        @Override
        public String toString() {
            return "Participant";
        }
    }
}
