/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import org.jspecify.annotations.Nullable;

/**
 * The owner of a window: a user with a phone number, a business-scoped id, or both; or a group.
 *
 * <p>Its string contains no phone numbers. Immutable and thread-safe.
 *
 * @param phone digits only
 * @param userId business-scoped, such as {@code DE.123}; for a group, see {@link #group}
 */
public record WindowOwner(@Nullable String phone, @Nullable String userId) {

    /** Occurs in no phone number and no user id. */
    private static final String GROUP = "group:";

    public WindowOwner {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("Expected a phone number or an id, actual neither");
        }
    }

    /** The user with this phone number. */
    public static WindowOwner phone(String phone) {
        return new WindowOwner(phone, null);
    }

    /** The user with this business-scoped id. */
    public static WindowOwner user(String userId) {
        return new WindowOwner(null, userId);
    }

    /** The group with this id. */
    public static WindowOwner group(String id) {
        return new WindowOwner(null, GROUP + id);
    }

    @Override
    public String toString() {
        return "WindowOwner[…]";
    }
}
