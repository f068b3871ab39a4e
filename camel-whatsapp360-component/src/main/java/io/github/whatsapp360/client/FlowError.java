/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One error in the JSON of a flow.
 *
 * <p>Immutable and thread-safe.
 *
 * @param error its name, for example {@code INVALID_PROPERTY_VALUE}
 * @param errorType for example {@code FLOW_JSON_ERROR}
 * @param message a sentence
 * @param lineStart first line, from 1
 * @param lineEnd last line
 * @param columnStart first column
 * @param columnEnd last column
 */
public record FlowError(
        @Nullable String error,
        @JsonProperty("error_type") @Nullable String errorType,
        @Nullable String message,
        @JsonProperty("line_start") @Nullable Integer lineStart,
        @JsonProperty("line_end") @Nullable Integer lineEnd,
        @JsonProperty("column_start") @Nullable Integer columnStart,
        @JsonProperty("column_end") @Nullable Integer columnEnd) {}
