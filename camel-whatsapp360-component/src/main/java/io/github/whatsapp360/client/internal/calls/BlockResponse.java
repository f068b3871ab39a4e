/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.BlockResult;
import io.github.whatsapp360.json.ApiJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response of the API to blocking or unblocking users. */
record BlockResponse(@JsonProperty("block_users") @Nullable Lists lists) {

    record Lists(
            @JsonProperty("added_users") @Nullable List<BlockResult.User> added,
            @JsonProperty("removed_users") @Nullable List<BlockResult.User> removed,
            @JsonProperty("failed_users") @Nullable List<BlockResult.User> failed) {}

    /** One page of the blocked users. */
    record Page(@Nullable List<BlockResult.User> data) {

        List<BlockResult.User> users() {
            return data == null ? List.of() : data;
        }
    }

    /** Whether a body contains the lists, whatever the HTTP status. */
    static boolean isIn(byte[] body) {
        try {
            return ApiJson.read(body, BlockResponse.class).lists() != null;
        } catch (IOException somethingElse) {
            return false;
        }
    }

    BlockResult result() {
        return lists == null
                ? new BlockResult(List.of(), List.of())
                : new BlockResult(
                        orNone(lists.added() == null ? lists.removed() : lists.added()), orNone(lists.failed()));
    }

    private static List<BlockResult.User> orNone(@Nullable List<BlockResult.User> users) {
        return users == null ? List.of() : users;
    }
}
