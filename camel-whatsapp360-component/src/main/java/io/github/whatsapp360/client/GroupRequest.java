/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A change of a group that the API has accepted. The result arrives as an event of family {@code group} with the same
 * request id.
 *
 * <p>Immutable and thread-safe.
 *
 * @param requestId of the request, as the event names it; null if the answer has none
 * @param groupId of the group; null if the answer has none: the event names it
 */
public record GroupRequest(
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("id") @JsonAlias("group_id") @Nullable String groupId) {}
