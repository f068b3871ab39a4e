/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A selection of dead letters: all, or those with the given ids. A selection without ids selects nothing.
 *
 * <p>Immutable and thread-safe.
 */
public final class DeadLetterSelection {

    /** The text that {@link #parse} reads as all dead letters: {@value}. */
    public static final String ALL = "all";

    private static final DeadLetterSelection EVERY_ONE = new DeadLetterSelection(true, Set.of());

    private final boolean all;
    private final Set<Long> ids;

    private DeadLetterSelection(boolean all, Set<Long> ids) {
        this.all = all;
        this.ids = ids;
    }

    /** Selects every dead letter. */
    public static DeadLetterSelection all() {
        return EVERY_ONE;
    }

    /**
     * Selects the dead letters with these ids. Ids without a dead letter are ignored.
     *
     * @param ids may be empty: nothing is selected
     */
    public static DeadLetterSelection of(Collection<Long> ids) {
        return new DeadLetterSelection(false, Set.copyOf(ids));
    }

    /**
     * Parses {@value #ALL} (any case), or ids separated by commas. Blank text selects nothing.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static DeadLetterSelection parse(String text) {
        String stripped = text.strip();
        if (stripped.equalsIgnoreCase(ALL)) {
            return all();
        }
        if (stripped.isEmpty()) {
            return of(Set.of());
        }
        try {
            return of(Arrays.stream(stripped.split(",", -1))
                    .map(id -> Long.valueOf(id.strip()))
                    .collect(Collectors.toSet()));
        } catch (NumberFormatException notAnId) {
            throw new IllegalArgumentException("Expected dead letter ids separated by commas, or " + ALL, notAnId);
        }
    }

    /** Whether every dead letter is selected; {@link #ids} is empty then. */
    public boolean isAll() {
        return all;
    }

    /** The selected ids; empty if all are selected. */
    public Set<Long> ids() {
        return ids;
    }

    /** Whether the dead letter with this id is selected. */
    public boolean contains(long id) {
        return all || ids.contains(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeadLetterSelection that && all == that.all && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + (all ? 1 : 0);
    }

    @Override
    public String toString() {
        return all ? ALL : ids.toString();
    }
}
