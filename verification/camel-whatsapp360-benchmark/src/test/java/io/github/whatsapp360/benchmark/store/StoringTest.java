/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Nothing is measured here, and all in one process; it is only made sure that it could be. */
class StoringTest {

    private static @Nullable Postgres postgres;

    private final Order start = Order.of("start");

    private static String database() {
        String obstacle = Postgres.obstacle();
        if (obstacle != null) {
            System.out.println("Storing in PostgreSQL is not tested: " + obstacle);
            Assumptions.abort(obstacle);
        }
        if (postgres == null) {
            postgres = new Postgres(Workspace.empty("test-store-postgres"));
        }
        return postgres.url();
    }

    @AfterAll
    static void end() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void anEmbeddedInboxStoresAndWorksOff() throws Exception {
        storesAndWorksOff(start.with("directory", Workspace.empty("test-store-embedded")));
    }

    @Test
    void anInboxInPostgreSqlStoresAndWorksOff() throws Exception {
        storesAndWorksOff(start.with("database", database()));
    }

    private static void storesAndWorksOff(Order start) throws Exception {
        try (StoreRole store = new StoreRole()) {
            store.start(start);
            assertAnswers(store, "store");
            assertThat(store.answer(Order.of("empty"))).isEmpty();
            assertAnswers(store, "work");
        }
    }

    @Test
    void plainInsertsStore() throws Exception {
        try (PlainRole plain = new PlainRole()) {
            plain.start(start.with("database", database()));
            assertAnswers(plain, "store");
            assertThat(plain.answer(Order.of("empty"))).isEmpty();
        }
    }

    private static void assertAnswers(Role role, String verb) throws Exception {
        Map<String, Double> figures =
                role.answer(Order.of(verb).with("atOnce", 8).with("seconds", 0.2));

        assertThat(figures.get("events")).as(verb).isPositive();
        assertThat(figures.get("p99")).as(verb).isPositive().isGreaterThanOrEqualTo(figures.get("p50"));
    }
}
