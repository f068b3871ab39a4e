/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.InboxInsight.NodeState;
import io.github.whatsapp360.inbox.internal.InboxInsight.WaitingConversation;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of an inbox that three nodes share. */
@Timeout(300)
class PostgresInsightTest {

    @TempDir
    static Path directory;

    private static void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
    }

    private static InboxEvent event(int number, String conversation) {
        return new InboxEvent("key-" + number, conversation, "support", "message", "{}".getBytes(UTF_8));
    }

    @Test
    void eachNodeShowsAllNodesAndTheConversationsThatWaitLongest() throws Exception {
        try (Postgres postgres = Postgres.start(directory);
                HikariDataSource pool = postgres.pool()) {
            List<PostgresInbox> nodes = new ArrayList<>();
            for (String name : List.of("one", "two", "three")) {
                PostgresInbox inbox = new PostgresInbox(
                        new PostgresDatabase(pool, "support"),
                        InboxLimits.DEFAULT,
                        Clock.systemUTC(),
                        PostgresInsightTest::startThread,
                        new PostgresInbox.NodeIdentity(name, Duration.ofMinutes(10)));
                inbox.open(() -> {});
                nodes.add(inbox);
            }
            for (PostgresInbox inbox : nodes) {
                assertThat(inbox.nodes()).extracting(NodeState::name).containsExactly("one", "two", "three");
                assertThat(inbox.nodes()).allMatch(NodeState::alive);
                assertThat(inbox.nodes()).filteredOn(NodeState::self).hasSize(1);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(nodes.get(0).store(List.of(event(i, "conversation " + i / 2))))
                        .succeedsWithin(Duration.ofSeconds(60));
            }
            List<WaitingConversation> waiting = nodes.get(1).longestWaiting(2);
            assertThat(waiting)
                    .hasSize(2)
                    .extracting(WaitingConversation::subscription)
                    .containsOnly("support");
            assertThat(waiting.get(0).since()).isBeforeOrEqualTo(waiting.get(1).since());
            assertThat(waiting).extracting(WaitingConversation::hash).doesNotHaveDuplicates();

            nodes.forEach(PostgresInbox::close);
        }
    }
}
