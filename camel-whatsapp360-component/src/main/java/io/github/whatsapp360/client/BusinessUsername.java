/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import org.jspecify.annotations.Nullable;

/**
 * The username of the business, by which customers find it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param username without a leading {@code @}; null if there is none, or the answer does not repeat it
 * @param status {@code reserved} or {@code approved}; null if there is no username
 */
public record BusinessUsername(
        @Nullable String username, @Nullable String status) {

    public BusinessUsername {
        username = username != null && username.startsWith("@") ? username.substring(1) : username;
    }
}
