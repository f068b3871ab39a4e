/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a change of a flow. A draft is stored with errors too; they keep it from being published.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id of the flow
 * @param validationErrors of its JSON
 */
public record FlowChanged(
        @Nullable String id,
        @JsonProperty("validation_errors") List<FlowError> validationErrors) {

    public FlowChanged {
        validationErrors = validationErrors == null ? List.of() : List.copyOf(validationErrors);
    }
}
