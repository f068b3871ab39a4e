package io.github.whatsapp360.window.internal;

import org.jspecify.annotations.Nullable;

/**
 * Who has a window: a user, known by a phone number, by a business-scoped id, or by both; or a group.
 *
 * <p>Prints no numbers. Immutable and thread-safe.
 *
 * @param phone digits only
 * @param userId business-scoped, such as {@code DE.123}; for a group, what {@link #group} makes of its id
 */
public record Party(@Nullable String phone, @Nullable String userId) {

    /** In no phone number and no user id. */
    private static final String GROUP = "group:";

    public Party {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("Expected a phone number or an id, actual neither");
        }
    }

    /** The user with this phone number. */
    public static Party phone(String phone) {
        return new Party(phone, null);
    }

    /** The user with this business-scoped id. */
    public static Party user(String userId) {
        return new Party(null, userId);
    }

    /** The group with this id. */
    public static Party group(String id) {
        return new Party(null, GROUP + id);
    }

    @Override
    public String toString() {
        return "Party[…]";
    }
}
