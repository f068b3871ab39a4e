package io.github.whatsapp360.webhook.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One top-level object of a delivery as scanned, before it is known which of the three forms it has.
 *
 * <p>Confined to the call that splits one delivery.
 */
final class Envelope {

    /** The object read as the bare on-premises form, and as 360dialog's own by {@code id} and {@code event}. */
    final Change change;

    /** The elements of {@code entry}, Meta's form; null if there is no such array. */
    @Nullable
    List<Entry> entries;

    /** Whether there is a member {@code data}, whatever it holds. */
    boolean data;

    Envelope(Change change) {
        this.change = change;
    }

    boolean isMeta() {
        return entries != null;
    }

    boolean isPartner() {
        return change.value.get(Member.EVENT) != null && (data || change.value.get(Member.ID) != null);
    }

    boolean isOnPremises() {
        return change.arrays.containsKey("messages")
                || change.arrays.containsKey("statuses")
                || change.arrays.containsKey("errors");
    }

    /** One element of {@code entry}. */
    static final class Entry {

        final Element whole;
        final List<FieldChange> changes = new ArrayList<>();

        /** Whether there was an array {@code changes} at all. */
        boolean hasChanges;

        @Nullable
        Element id;

        @Nullable
        Element time;

        Entry(Element whole) {
            this.whole = whole;
        }
    }

    /** One element of {@code changes}. */
    static final class FieldChange {

        /** The field's name where it stands; null if there is none. */
        @Nullable
        Element fieldRange;

        String field = "";

        /** What stands beside field and value, by name; no nulls. */
        final Map<String, Element> members = new LinkedHashMap<>();

        /** Null if the value is absent or null. */
        @Nullable
        Change value;
    }
}
