/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.keys;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tables of schema version 1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstVersionTest {

    private static final SubscriptionResolver TO_BOTH = event -> List.of("mail", "archive");

    @TempDir
    static Path directory;

    private Postgres postgres;
    private int schemas;
    private HikariDataSource pool;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
    }

    @AfterAll
    void stopPostgres() throws Exception {
        postgres.close();
    }

    /** Adds two waiting events of a conversation, the first of which the archive has completed, and one dead letter. */
    @BeforeEach
    void fillAsTheFirstVersionDid() throws Exception {
        String schema = "first" + schemas++;
        postgres.execute("create schema " + schema);
        pool = postgres.pool(schema);
        try (InputStream script = getClass().getResourceAsStream("postgresql-version-1.sql")) {
            execute(new String(script.readAllBytes(), UTF_8));
        }
        long conversationHash = KeyHash.ofConversation("anna");
        execute("insert into whatsapp360_node (account, name, joined_at, beat_at) values ('support', 'old', 1, 1)");
        for (int i = 1; i < 3; i++) {
            execute("insert into whatsapp360_event (account, lane, key, conversation, kind, stored_at, body) values"
                    + " ('support', "
                    + conversationHash + ", 'k" + i + "', 'anna', 'message', " + i + ", '\\x0" + i + "')");
        }
        execute("insert into whatsapp360_turn (account, lane, event, kind, due, attempts, progress, begun, node)"
                + " values ('support', "
                + conversationHash + ", 1, 'message', 1, 3, 'archive', true, 1)");
        execute("insert into whatsapp360_dead_letter (account, key, conversation, kind, stored_at, attempts,"
                + " buried_at, problem,"
                + " body) values ('support', 'k3', 'anna', 'message', 4, 11, 8, 'no use', '\\x03')");
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PostgresInbox open(SubscriptionResolver resolver) {
        PostgresDatabase database = new PostgresDatabase(pool, "support");
        database.resolveUnassigned(resolver);
        PostgresInbox inbox = new PostgresInbox(
                database,
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("new", Duration.ofSeconds(5)));
        inbox.open(() -> {});
        return inbox;
    }

    private static List<Claim> claim(PostgresInbox inbox, String subscription) {
        return inbox.claim(8, Instant.now(), Set.of(subscription));
    }

    @Test
    void eachEventIsKeptForEverySubscriptionThatIsNotDoneWithIt() {
        try (PostgresInbox inbox = open(TO_BOTH)) {
            List<Claim> mail = claim(inbox, "mail");
            List<Claim> archive = claim(inbox, "archive");

            assertThat(keys(mail)).containsExactly("k1");
            assertThat(mail.get(0).attempts()).isEqualTo(3);
            assertThat(mail.get(0).recovered()).isTrue();
            assertThat(mail.get(0).event().body()).containsExactly(1);
            assertThat(keys(archive)).containsExactly("k2");
            inbox.complete(mail.get(0));
            assertThat(keys(claim(inbox, "mail"))).containsExactly("k2");
        }
    }

    @Test
    void whatNobodyTakesIsKeptUnderItsKind() {
        try (PostgresInbox inbox = open(event -> List.of())) {
            assertThat(inbox.waitingBySubscription()).isEqualTo(Map.of("message", 2L));
        }
    }

    @Test
    void deadLettersRunForWhoeverTakesThemNowAndNumbersDoNotCollide() {
        try (PostgresInbox inbox = open(TO_BOTH)) {
            inbox.bury(claim(inbox, "mail").get(0), "no use");
            assertThat(inbox.deadLetters(0, 8)).hasSize(2);

            assertThat(inbox.replay(DeadLetterSelection.all())).isEqualTo(2);

            assertThat(inbox.deadLetters(0, 8)).isEmpty();
            assertThat(keys(claim(inbox, "mail"))).containsExactly("k2");
        }
    }

    @Test
    void newEventsFollowThoseOfTheEarlierVersion() {
        try (PostgresInbox inbox = open(event -> List.of("message"))) {
            Events.store(inbox, "anna", "k4");
            StringBuilder order = new StringBuilder();
            for (List<Claim> some = claim(inbox, "message"); !some.isEmpty(); some = claim(inbox, "message")) {
                order.append(some.get(0).event().key());
                inbox.complete(some.get(0));
            }
            assertThat(order).hasToString("k1k2k4");
        }
    }

    @Test
    void tablesThatANodeOfTheFirstVersionUsesStayAsTheyAre() throws Exception {
        ScheduledExecutorService oldNode = Executors.newSingleThreadScheduledExecutor();
        try {
            oldNode.scheduleAtFixedRate(this::heartbeat, 0, 100, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> open(TO_BOTH))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("nodes of that version are running: old")
                    .hasMessageContaining("Stop them");
        } finally {
            oldNode.shutdownNow();
            oldNode.awaitTermination(20, TimeUnit.SECONDS);
        }
        open(TO_BOTH).close();
    }

    private void heartbeat() {
        try {
            execute("update whatsapp360_node set beat_at = beat_at + 1");
        } catch (SQLException ending) {
            throw new IllegalStateException(ending);
        }
    }
}
