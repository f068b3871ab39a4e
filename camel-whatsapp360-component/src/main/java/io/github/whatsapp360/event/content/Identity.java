/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a user's identity key, if the identity change check is on.
 *
 * <p>{@code toString} shows no values. Immutable and thread-safe.
 *
 * @param acknowledged whether the business has acknowledged the last change
 * @param createdTimestamp when the key was created
 * @param hash its digest
 */
public record Identity(
        @Nullable Boolean acknowledged,
        @Nullable Instant createdTimestamp,
        @Nullable String hash) {

    @Override
    public String toString() {
        return "Identity";
    }
}
