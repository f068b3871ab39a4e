/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SetAsideRoleTest {

    private static void runsWhatIsNotSetAside(Order start) throws Exception {
        try (SetAsideRole role = new SetAsideRole()) {
            role.start(start);
            assertThat(role.answer(Order.of("fill").with("events", 120))).containsEntry("waiting", 120.0);
            Map<String, Double> figures =
                    role.answer(Order.of("run").with("rate", 200).with("seconds", 0.3));
            assertThat(figures).containsEntry("events", 60.0);
            assertThat(figures.get("p99")).isPositive().isGreaterThanOrEqualTo(figures.get("p50"));
            assertThat(role.answer(Order.of("idle").with("seconds", 0.01))).isEmpty();
            assertThat(role.answer(Order.of("fill").with("events", 0))).containsEntry("waiting", 120.0);
        }
    }

    @Test
    void anEmbeddedInboxRunsWhatIsNotSetAside() throws Exception {
        runsWhatIsNotSetAside(Order.of("start").with("directory", Workspace.empty("test-aside")));
    }

    @Test
    void anInboxInPostgreSqlRunsWhatIsNotSetAside() throws Exception {
        String obstacle = Postgres.obstacle();
        Assumptions.assumeTrue(obstacle == null, obstacle);
        try (Postgres postgres = new Postgres(Workspace.empty("test-aside-postgres"))) {
            runsWhatIsNotSetAside(Order.of("start").with("database", postgres.url()));
        }
    }
}
