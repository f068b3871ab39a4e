/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import io.github.whatsapp360.identity.CustomerIdentity.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and ids under which one event names a person.
 *
 * <p>Its string contains none of them. Immutable and thread-safe.
 *
 * @param phone digits only
 * @param userId business-scoped
 * @param parentUserId among linked portfolios
 * @param username lower case, without {@code @}
 */
public record PersonIds(
        @Nullable String phone,
        @Nullable String userId,
        @Nullable String parentUserId,
        @Nullable String username) {

    /** Nobody. */
    public static final PersonIds NONE = new PersonIds(null, null, null, null);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
    private static final Pattern PARENT = Pattern.compile("[A-Z]{2}\\.ENT\\..+");
    private static final Pattern PLAIN = Pattern.compile("[!-~]{1,180}");

    /**
     * Sorts values by their form, because some senders write a user id where a number belongs, and a parent id where a
     * user id belongs. What has neither form is left out.
     */
    public static PersonIds of(
            @Nullable String phone, @Nullable String userId, @Nullable String parentUserId, @Nullable String username) {
        String digits = null;
        String user = null;
        String parent = null;
        for (String value : values(userId, parentUserId, phone)) {
            if (DIGITS.matcher(value).matches()) {
                digits = digits == null ? value : digits;
            } else if (PARENT.matcher(value).matches()) {
                parent = parent == null ? value : parent;
            } else if (value.indexOf('.') == 2) {
                user = user == null ? value : user;
            }
        }
        return new PersonIds(digits, user, parent, username(username));
    }

    private static List<String> values(@Nullable String... named) {
        List<String> values = new ArrayList<>();
        for (String value : named) {
            if (value != null && PLAIN.matcher(value).matches()) {
                values.add(value.charAt(0) == '+' ? value.substring(1) : value);
            }
        }
        return values;
    }

    /** User names are compared without a leading {@code @}, ignoring case. */
    private static @Nullable String username(@Nullable String written) {
        if (written == null) {
            return null;
        }
        String name = (written.startsWith("@") ? written.substring(1) : written).toLowerCase(Locale.ROOT);
        return PLAIN.matcher(name).matches() ? name : null;
    }

    /** Whether these ids identify a person: a user name alone does not. */
    public boolean isEmpty() {
        return phone == null && userId == null && parentUserId == null;
    }

    /** The keys of the rows, the most reliable one first. */
    List<String> keys() {
        List<String> keys = new ArrayList<>(4);
        add(keys, Kind.userId, userId);
        add(keys, Kind.phone, phone);
        add(keys, Kind.parentUserId, parentUserId);
        add(keys, Kind.username, username);
        return keys;
    }

    private static void add(List<String> keys, Kind kind, @Nullable String value) {
        if (value != null) {
            keys.add(key(kind, value));
        }
    }

    /** The key of the row of a number, id or name. */
    static String key(Kind kind, String value) {
        return prefix(kind) + value;
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case phone -> "p:";
            case userId -> "u:";
            case parentUserId -> "e:";
            case username -> "n:";
        };
    }

    /** The kind of a key. */
    static Kind kindOf(String key) {
        return switch (key.charAt(0)) {
            case 'p' -> Kind.phone;
            case 'u' -> Kind.userId;
            case 'e' -> Kind.parentUserId;
            default -> Kind.username;
        };
    }

    /** The number, id or name of a key. */
    static String valueOf(String key) {
        return key.substring(2);
    }

    @Override
    public String toString() {
        return "PersonIds[…]";
    }
}
