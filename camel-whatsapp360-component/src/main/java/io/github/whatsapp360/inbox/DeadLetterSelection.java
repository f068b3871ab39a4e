package io.github.whatsapp360.inbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which dead letters an operator means: those of some ids, or all. A selection of no ids selects nothing; all must be
 * said.
 *
 * <p>Immutable and thread-safe.
 */
public final class DeadLetterSelection {

    /** The word that {@link #parse} takes for all of them: {@value}. */
    public static final String ALL = "all";

    private static final DeadLetterSelection EVERY_ONE = new DeadLetterSelection(true, Set.of());

    private final boolean all;
    private final Set<Long> ids;

    private DeadLetterSelection(boolean all, Set<Long> ids) {
        this.all = all;
        this.ids = ids;
    }

    /** Every dead letter there is. */
    public static DeadLetterSelection all() {
        return EVERY_ONE;
    }

    /**
     * The dead letters of these ids, as far as there are such.
     *
     * @param ids none for no dead letter
     */
    public static DeadLetterSelection of(Collection<Long> ids) {
        return new DeadLetterSelection(false, Set.copyOf(ids));
    }

    /**
     * Reads what an operator wrote: {@value #ALL}, or ids with commas between them. Blank text selects nothing.
     *
     * @throws IllegalArgumentException if it is neither
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
            throw new IllegalArgumentException(
                    "Expected ids of dead letters with commas between them, or the word " + ALL, notAnId);
        }
    }

    /** Whether it selects every dead letter; then {@link #ids} is empty. */
    public boolean isAll() {
        return all;
    }

    /** The ids that were chosen. */
    public Set<Long> ids() {
        return ids;
    }

    /** Whether it selects the dead letter of this id, if there is one. */
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
