/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of approving or rejecting requests to join a group. Who has joined arrives as an event of family {@code
 * group}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param done the ids of the requests that were approved or rejected
 * @param failed the requests that were not
 */
public record GroupJoinResult(List<String> done, List<Failed> failed) {

    public GroupJoinResult {
        done = List.copyOf(done);
        failed = List.copyOf(failed);
    }

    /**
     * A request that is still open, or is none any more.
     *
     * @param id of the request; null if the answer does not name it
     * @param code the first error code; null if there is none
     * @param reason the first error, in English; null if there is none
     */
    public record Failed(
            @Nullable String id,
            @Nullable Integer code,
            @Nullable String reason) {}
}
