/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scanned top-level object of a delivery, before it is known which of the three forms it has.
 *
 * <p>Confined to the call that splits the delivery.
 */
final class Envelope {

    /** The object as a value: the bare on-premises form, and 360dialog's own form with {@code id} and {@code event}. */
    final ScannedValue value;

    /** The elements of {@code entry}, Meta's form; null if there is no such array. */
    @Nullable
    List<Entry> entries;

    /** Whether there is a member {@code data}, of any type. */
    boolean data;

    Envelope(ScannedValue value) {
        this.value = value;
    }

    boolean isMeta() {
        return entries != null;
    }

    boolean isPartner() {
        return value.whole.get(JsonMember.EVENT) != null && (data || value.whole.get(JsonMember.ID) != null);
    }

    boolean isOnPremises() {
        return value.arrays.containsKey("messages")
                || value.arrays.containsKey("statuses")
                || value.arrays.containsKey("errors");
    }

    /** One element of {@code entry}. */
    static final class Entry {

        final ScannedElement whole;
        final List<FieldChange> changes = new ArrayList<>();

        /** Whether there is an array {@code changes}. */
        boolean hasChanges;

        @Nullable
        ByteRange id;

        @Nullable
        ByteRange time;

        Entry(ScannedElement whole) {
            this.whole = whole;
        }
    }

    /** One element of {@code changes}. */
    static final class FieldChange {

        /** The range of the field's name; null if there is none. */
        @Nullable
        ByteRange fieldRange;

        String field = "";

        /** The other members, by name, without nulls. */
        final Map<String, ScannedElement> members = new LinkedHashMap<>();

        /** The value; null if it is absent or null. */
        @Nullable
        ScannedValue value;
    }
}
