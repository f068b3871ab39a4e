/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import org.jspecify.annotations.Nullable;

/**
 * A location.
 *
 * <p>Immutable and thread-safe.
 *
 * @param latitude degrees, -90 to 90
 * @param longitude degrees, -180 to 180
 * @param name shown in bold
 * @param address shown only if there is a name
 */
public record Place(
        double latitude,
        double longitude,
        @Nullable String name,
        @Nullable String address) {

    @Override
    public String toString() {
        return "Place[…]";
    }
}
