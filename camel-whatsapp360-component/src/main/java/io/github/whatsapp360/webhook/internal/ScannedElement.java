/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value in a delivery that may become one event: its byte range, and the values of its {@link JsonMember
 * members}.
 *
 * <p>Confined to the call that splits the delivery.
 */
final class ScannedElement extends ByteRange {

    private static final JsonMember[] NO_MEMBERS = {};
    private static final @Nullable String[] NO_VALUES = {};

    /** Arrays instead of a map: an element has six or seven of the members, most other ranges none. */
    private JsonMember[] members = NO_MEMBERS;

    private @Nullable String[] values = NO_VALUES;
    private int count;

    ScannedElement(int start) {
        super(start);
    }

    private ScannedElement(int start, int end) {
        super(start, end, true);
    }

    /**
     * Creates an element for a member of a value, from the first byte of its name to the end of its value, without
     * members of its own.
     */
    static ScannedElement member(int start, int end) {
        return new ScannedElement(start, end);
    }

    /** Sets a member; replaces an earlier value. Null means absent. */
    void put(JsonMember member, @Nullable String value) {
        for (int at = 0; at < count; at++) {
            if (members[at] == member) {
                values[at] = value;
                return;
            }
        }
        if (count == members.length) {
            members = Arrays.copyOf(members, count + 8);
            values = Arrays.copyOf(values, count + 8);
        }
        members[count] = member;
        values[count++] = value;
    }

    /** Sets a member unless it is present. */
    void putIfAbsent(JsonMember member, String value) {
        if (get(member) == null) {
            put(member, value);
        }
    }

    /** Returns a scalar member as text; null if it is absent, null, empty, or not a scalar. */
    @Nullable
    String get(JsonMember member) {
        for (int at = 0; at < count; at++) {
            if (members[at] == member) {
                return values[at];
            }
        }
        return null;
    }

    /** Returns the first present member. */
    @Nullable
    String first(JsonMember... candidates) {
        return first(Arrays.asList(candidates));
    }

    /** Returns the first present member. */
    @Nullable
    String first(List<JsonMember> candidates) {
        for (JsonMember candidate : candidates) {
            String value = get(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
