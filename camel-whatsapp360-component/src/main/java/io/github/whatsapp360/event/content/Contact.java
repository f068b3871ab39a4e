/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event.content;

import org.jspecify.annotations.Nullable;

/**
 * The user's contact data in a message or status. Each part may be missing: a user with a user name need not show a
 * number, and one without need not have a user-scoped id yet.
 *
 * <p>{@code toString} shows no values. Immutable and thread-safe.
 *
 * @param profile names
 * @param waId the number, digits only; not always the number that the business used, and sometimes the user-scoped id
 * @param userId the business-scoped user id, for example {@code DE.70011223344556677}
 * @param parentUserId the parent user id of linked portfolios
 * @param identityKeyHash only if the identity change check is on
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids"
 *     >Business-scoped
 *     user ids</a>
 */
public record Contact(
        @Nullable Profile profile,
        @Nullable String waId,
        @Nullable String userId,
        @Nullable String parentUserId,
        @Nullable String identityKeyHash) {

    /** The profile name, otherwise the user name; null if there is neither. */
    public @Nullable String displayName() {
        if (profile == null) {
            return null;
        }
        return profile.name() == null || profile.name().isEmpty() ? profile.username() : profile.name();
    }

    @Override
    public String toString() {
        return "Contact";
    }

    /**
     * The user's names.
     *
     * @param name as the user has entered it, 1 to 60 characters of any script
     * @param username unique, with a leading {@code @}
     */
    public record Profile(@Nullable String name, @Nullable String username) {
        @Override
        public String toString() {
            return "Profile";
        }
    }
}
