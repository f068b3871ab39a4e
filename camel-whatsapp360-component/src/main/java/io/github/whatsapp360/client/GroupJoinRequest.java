/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks to join a group whose {@code join_approval_mode} is {@code approval_required}.
 *
 * <p>{@code toString} shows no number. Immutable and thread-safe.
 *
 * @param id of the request, by which it is approved or rejected
 * @param waId digits; absent where the number is hidden
 * @param userId business-scoped
 * @param createdAt as the API writes it: seconds since 1970
 */
public record GroupJoinRequest(
        @JsonProperty("join_request_id") @JsonAlias("id") String id,
        @JsonProperty("wa_id") @Nullable String waId,
        @JsonProperty("user_id") @Nullable String userId,

        @JsonProperty("creation_timestamp") @JsonAlias({"created_at", "timestamp"}) @Nullable
        String createdAt) {

    public GroupJoinRequest {
        requireNonNull(id, "join_request_id");
    }

    @Override
    public String toString() {
        return "GroupJoinRequest[" + id + "]";
    }
}
