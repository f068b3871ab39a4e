/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow of the account.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id by which it is changed and sent
 * @param name unique in the account
 * @param status {@code DRAFT}, {@code PUBLISHED}, {@code DEPRECATED}, {@code BLOCKED} or {@code THROTTLED}
 * @param categories for example {@code LEAD_GENERATION}
 * @param validationErrors what keeps it from being published
 */
public record FlowInfo(
        String id,
        @Nullable String name,
        @Nullable String status,
        List<String> categories,
        @JsonProperty("validation_errors") List<FlowError> validationErrors) {

    public FlowInfo {
        requireNonNull(id, "id");
        categories = categories == null ? List.of() : List.copyOf(categories);
        validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
    }
}
