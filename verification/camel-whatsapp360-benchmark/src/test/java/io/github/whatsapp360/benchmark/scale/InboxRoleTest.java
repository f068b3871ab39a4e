/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Workspace;
import io.github.whatsapp360.benchmark.receive.Contender;
import io.github.whatsapp360.benchmark.receive.ServerRole;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

class InboxRoleTest {

    @Test
    void asManyWaitAfterALoopAsBefore() throws Exception {
        Path directory = Workspace.empty("test-inbox");
        try (InboxRole inbox = new InboxRole()) {
            inbox.start(Order.of("start").with("directory", directory));
            assertThat(inbox.answer(Order.of("fill").with("events", 230))).containsEntry("waiting", 230.0);
            Order loop = Order.of("loop").with("callers", 2).with("viewers", 1).with("seconds", 0.1);
            assertThat(inbox.answer(loop).get("events")).isPositive();
            assertThat(inbox.answer(loop).get("seen")).isGreaterThanOrEqualTo(230);
            assertThat(inbox.answer(Order.of("fill").with("events", 0))).containsEntry("waiting", 230.0);
        }
    }

    @Test
    void tablesAreFilledWithWhatTheInboxUnderstands() throws Exception {
        Path directory = Workspace.empty("test-tables");
        Order start =
                Order.of("start").with("contender", Contender.EMBEDDED.name()).with("directory", directory);
        new StartedAndClosed(start);
        Filling.keys(directory, 1_000);
        Filling.windows(directory, 1_000);
        new StartedAndClosed(start);

        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("bench1.db"));
                ResultSet counts = database.createStatement()
                        .executeQuery("select (select count(*) from seen where length(hash) = 16),"
                                + " (select count(*) from service_window where id like '49170%')")) {
            assertThat(counts.getInt(1)).isEqualTo(1_000);
            assertThat(counts.getInt(2)).isEqualTo(1_000);
        }
    }

    /** A server on the directory, for a moment. */
    private static final class StartedAndClosed {

        StartedAndClosed(Order start) throws Exception {
            try (ServerRole server = new ServerRole()) {
                assertThat(server.start(start)).containsKey("port");
            }
        }
    }
}
