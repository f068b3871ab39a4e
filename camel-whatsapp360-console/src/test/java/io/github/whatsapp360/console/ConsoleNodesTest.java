/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one PostgreSQL: the page of one shows all, which of them has died, and a database that is down. */
@Timeout(600)
class ConsoleNodesTest {

    private final List<ConsoleBed> nodes = new ArrayList<>();
    private final List<HikariDataSource> pools = new ArrayList<>();

    private ConsoleBed node(Postgres postgres, String name) throws Exception {
        HikariDataSource pool = postgres.pool();
        pools.add(pool);
        ConsoleBed node = new ConsoleBed();
        nodes.add(node);
        node.context.getCamelContextExtension().setName(name);
        node.component.getConfiguration().setInbox("jdbc");
        node.context.getRegistry().bind("pool", pool);
        return node.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").to("log:support");
            }
        });
    }

    private static String nodesOnPage(String state) {
        return "[...document.querySelectorAll('section[aria-label=Nodes] tbody tr')]"
                + ".filter(row => row.innerText.includes('" + state + "')).length";
    }

    @Test
    void onePageShowsAllNodesADeadOneAndADatabaseThatIsDown(@TempDir Path directory) throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                ConsolePage page = ConsolePage.open()) {
            ConsoleBed one = node(postgres, "node-one");
            ConsoleBed two = node(postgres, "node-two");
            node(postgres, "node-three");
            for (ConsoleBed each : nodes) {
                await().atMost(ConsoleBed.LIMIT)
                        .untilAsserted(() -> assertThat(names(each)).containsExactlyInAnyOrder("one", "two", "three"));
            }
            page.logIn(one, ConsoleBed.OPERATOR);
            page.browser.until(nodesOnPage("UP") + " === 3");
            page.browser.until(nodesOnPage("this one") + " === 1");
            page.picture("nodes");

            pools.get(2).close();
            page.sees("node-three has missed its heartbeat for");
            page.browser.until(nodesOnPage("DOWN") + " === 1");
            await().atMost(ConsoleBed.LIMIT).until(() -> names(two).size() == 3 && two.finds("deadNode"));
            page.picture("dead-node");

            node(postgres, "node-three");
            page.seesNoMore("has missed its heartbeat");
            page.browser.until(nodesOnPage("UP") + " === 3");

            postgres.stop(true);
            page.sees("The inbox is down, deliveries are answered 503");
            page.sees("Not working");
            page.picture("inbox-down");
            postgres.start();
            page.seesNoMore("The inbox is down");
        } finally {
            for (ConsoleBed each : nodes) {
                each.close();
            }
            pools.forEach(HikariDataSource::close);
        }
    }

    private static List<String> names(ConsoleBed node) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode each : node.account().path("nodes")) {
            String name = each.path("name").asText();
            names.add(name.substring(name.indexOf("node-") + 5));
        }
        return names;
    }
}
