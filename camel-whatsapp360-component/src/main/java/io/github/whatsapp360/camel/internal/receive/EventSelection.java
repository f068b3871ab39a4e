/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.event.EventFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events that a consumer receives: the value of the option {@code events}.
 *
 * @param entries families, each complete or narrowed to one event name
 */
public record EventSelection(List<Entry> entries) {

    /**
     * A family or one of its events.
     *
     * @param name the name of the event; null for all events of the family
     */
    record Entry(String family, @Nullable String name) {

        boolean takes(String family, String name) {
            return this.family.equals(family)
                    && (this.name == null || this.name.equals(name) || name.endsWith(":" + this.name));
        }
    }

    public EventSelection {
        entries = List.copyOf(entries);
    }

    /**
     * Parses the option.
     *
     * @param account the account, for messages
     * @throws IllegalArgumentException naming the family that does not exist
     */
    static EventSelection parse(String account, String events) {
        List<Entry> entries = new ArrayList<>();
        for (String part : events.split(",", -1)) {
            String word = part.strip();
            int colon = word.indexOf(':');
            String family = colon < 0 ? word : word.substring(0, colon);
            if (word.equals("all")) {
                EventFamily.words().forEach(each -> entries.add(new Entry(each, null)));
            } else if (EventFamily.find(family) != null) {
                entries.add(new Entry(family, colon < 0 ? null : word.substring(colon + 1)));
            } else {
                throw new IllegalArgumentException(AccountMessage.of(
                        account,
                        "events=" + events + ": there is no family '" + family + "'; there are all, "
                                + String.join(", ", EventFamily.words())));
            }
        }
        return new EventSelection(entries);
    }

    /** The canonical form of the option, which is independent of order and duplicates. */
    static String canonical(String events) {
        return Arrays.stream(events.split(",", -1))
                .map(String::strip)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    boolean takes(String family, String name) {
        for (Entry entry : entries) {
            if (entry.takes(family, name)) {
                return true;
            }
        }
        return false;
    }
}
