/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of blocking or unblocking users. Only users who wrote in the last 24 hours can be blocked.
 *
 * <p>{@code toString} shows no numbers. Immutable and thread-safe.
 *
 * @param changed the users that were blocked or unblocked
 * @param failed the users that were not
 */
public record BlockResult(List<User> changed, List<User> failed) {

    public BlockResult {
        changed = List.copyOf(changed);
        failed = List.copyOf(failed);
    }

    /**
     * A user.
     *
     * @param input the requested id; absent in a list
     * @param waId the WhatsApp id, digits only
     * @param userId the business-scoped user id
     */
    public record User(
            @Nullable String input,
            @JsonProperty("wa_id") @Nullable String waId,
            @JsonProperty("user_id") @Nullable String userId) {

        @Override
        public String toString() {
            return "User[…]";
        }
    }
}
