/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of checking some customers: which of them have expired, and where the next check begins.
 *
 * <p>Confined to one thread.
 */
public final class Sweep {

    private final List<String> expired = new ArrayList<>();
    private String last = "";
    private int visited;

    void visit(String customer, long seen, Instant since, int visits) {
        visited++;
        // At the end of the table, the next look begins again.
        last = visited == visits ? customer : "";
        if (seen < since.getEpochSecond()) {
            expired.add(customer);
        }
    }

    /** Ids of the customers to be deleted. */
    public List<String> expired() {
        return List.copyOf(expired);
    }

    /** Where this look ended; empty at the end of the table. */
    public String end() {
        return last;
    }
}
