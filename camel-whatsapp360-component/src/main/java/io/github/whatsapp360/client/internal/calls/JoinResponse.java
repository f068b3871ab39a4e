/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.GroupJoinRequest;
import io.github.whatsapp360.client.GroupJoinResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response of the API to approving or rejecting requests to join a group.
 *
 * @param done the ids of the requests that were approved or rejected; null if the answer says no more than that it
 *     succeeded
 */
record JoinResponse(
        @JsonProperty("approved_join_requests") @JsonAlias("rejected_join_requests") @Nullable
        List<String> done,

        @JsonProperty("failed_join_requests") @Nullable List<Failed> failed) {

    record Failed(
            @JsonProperty("join_request_id") @Nullable String id,
            @Nullable List<Reason> errors) {}

    record Reason(
            @Nullable Integer code,
            @Nullable String title,
            @Nullable String message) {}

    /** One page of the open requests. */
    record Page(@Nullable List<GroupJoinRequest> data) {

        List<GroupJoinRequest> requests() {
            return data == null ? List.of() : data;
        }
    }

    /** @param asked the ids that were asked for */
    GroupJoinResult result(List<String> asked) {
        List<GroupJoinResult.Failed> not = failed == null
                ? List.of()
                : failed.stream().map(JoinResponse::failed).toList();
        List<String> named = not.stream().map(GroupJoinResult.Failed::id).toList();
        return new GroupJoinResult(
                done == null ? asked.stream().filter(id -> !named.contains(id)).toList() : done, not);
    }

    private static GroupJoinResult.Failed failed(Failed request) {
        Reason reason = request.errors() == null || request.errors().isEmpty()
                ? new Reason(null, null, null)
                : request.errors().get(0);
        return new GroupJoinResult.Failed(
                request.id(), reason.code(), reason.title() == null ? reason.message() : reason.title());
    }
}
