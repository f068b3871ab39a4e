/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Postgres;
import io.github.whatsapp360.benchmark.measure.Workspace;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is measured here, and all in one process; it is only made sure that it could be. */
class ContendersTest {

    private final LoadRole load = new LoadRole();

    @Test
    void everyContenderTakesEveryDelivery() throws Exception {
        for (Contender contender : Contender.values()) {
            String missing = Missing.reason(contender);
            if (missing != null) {
                System.out.println(contender.title() + " is not tested: " + missing);
                continue;
            }
            Path directory = Workspace.empty("test-" + contender.name());
            try (Postgres postgres = contender == Contender.JDBC ? new Postgres(directory) : null;
                    ServerRole server = new ServerRole()) {
                Map<String, Double> told = server.start(Order.of("start")
                        .with("contender", contender.name())
                        .with("directory", directory)
                        .with("database", postgres == null ? "" : postgres.url())
                        .with("accounts", 2));
                Map<String, Double> figures = load.answer(Order.of("load")
                        .with("port", told.get("port"))
                        .with("paths", String.join(",", ReceivingRoutes.paths(contender, 2)))
                        .with("rate", 200)
                        .with("seconds", 0.5));
                double due = figures.get(contender.countsEvents() ? "events" : "deliveries");
                Map<String, Double> drained =
                        server.answer(Order.of("drain").with("events", due).with("seconds", 20));

                assertThat(figures)
                        .as(contender.title())
                        .containsEntry("deliveries", 100.0)
                        .containsEntry("refused", 0.0);
                assertThat(drained.get("handled")).as(contender.title()).isEqualTo(due);
            }
        }
    }

    @Test
    void deliveriesAreMostlyStatusesOfHalfAKilobyteToFive() {
        assertThat(Deliveries.bodies()).hasSize(500).allSatisfy(body -> assertThat(body.length)
                .isBetween(400, 5_000));
        assertThat(Deliveries.templates().stream()
                        .filter(template -> template.body().contains("\"statuses\"")))
                .hasSizeBetween(350, 420);
    }
}
