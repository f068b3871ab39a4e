/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of the number. A list has id, subject and time only.
 *
 * <p>{@code toString} shows no subject and no numbers. Immutable and thread-safe.
 *
 * @param id opaque
 * @param subject at most 128 characters
 * @param description at most 2048 characters
 * @param joinApprovalMode {@code auto_approve} or {@code approval_required}
 * @param createdAt as the API writes it: seconds since 1970 in most answers
 * @param suspended whether WhatsApp has suspended it
 * @param participants without the business
 */
public record GroupInfo(
        String id,
        @Nullable String subject,
        @Nullable String description,
        @JsonProperty("join_approval_mode") @Nullable String joinApprovalMode,

        @JsonProperty("created_at") @JsonAlias("creation_timestamp") @Nullable
        String createdAt,

        @Nullable Boolean suspended,
        List<Participant> participants) {

    public GroupInfo {
        requireNonNull(id, "id");
        participants = participants == null ? List.of() : List.copyOf(participants);
    }

    /**
     * Somebody in the group.
     *
     * @param waId digits; absent where the number is hidden
     * @param userId business-scoped
     */
    public record Participant(
            @JsonProperty("wa_id") @Nullable String waId,
            @JsonProperty("user_id") @Nullable String userId) {

        @Override
        public String toString() {
            return "Participant[…]";
        }
    }

    @Override
    public String toString() {
        return "GroupInfo[" + id + ", " + participants.size() + " participants]";
    }
}
