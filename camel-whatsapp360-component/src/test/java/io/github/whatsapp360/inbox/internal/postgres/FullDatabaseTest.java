/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A database without space for events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class FullDatabaseTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ADVICE = "It contains 1 dead letters: replay or purge them";

    @TempDir
    static Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger(DatabaseHealth.class);
    private Postgres postgres;
    private HikariDataSource pool;
    private ListAppender<ILoggingEvent> log;
    private PostgresInbox node;
    private int accounts;

    @BeforeAll
    void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
        pool = postgres.pool();
    }

    @AfterAll
    void stopPostgres() throws Exception {
        pool.close();
        postgres.close();
    }

    @BeforeEach
    void open() {
        log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        node = new PostgresInbox(
                new PostgresDatabase(pool, "account" + accounts++),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                PostgresInboxTest::startThread,
                new PostgresInbox.NodeIdentity("node"));
        node.open(() -> {});
    }

    @AfterEach
    void close() {
        postgres.execute("drop trigger if exists no_room on whatsapp360_event");
        node.close();
        logger.detachAppender(log);
    }

    private void fill() {
        postgres.execute(
                "create or replace function no_room() returns trigger language plpgsql as"
                        + " 'begin raise exception ''No space left on device'' using errcode = ''53100''; end'",
                "create trigger no_room before insert on whatsapp360_event for each row execute function no_room()");
    }

    @Test
    void itRefusesAndGoesOnByItself() {
        fill();
        assertThatThrownBy(() -> store(node, "anna", "a1"))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("No space left")
                .hasMessageNotContaining("dead letters");
        assertThat(node.state().condition()).isEqualTo(Condition.FULL);

        postgres.execute("drop trigger no_room on whatsapp360_event");

        await().timeout(TIMEOUT).until(() -> node.state().condition() == Condition.UP);
        assertThat(store(node, "anna", "a1")).isEqualTo(1);
    }

    /** Dead letters stay until an operator acts, and may fill the database. */
    @Test
    void itTellsOfDeadLettersAndWhatToDo() {
        store(node, "ben", "b1");
        node.bury(node.claim(1, Instant.now(), Events.ALL).get(0), "Of no use");
        assertThat(node.deadLetters(0, 10)).hasSize(1);
        fill();

        assertThatThrownBy(() -> store(node, "anna", "a1")).hasMessageContaining(ADVICE);

        assertThat(node.state().condition()).isEqualTo(Condition.FULL);
        assertThat(node.state().problem()).contains("No space left").endsWith(ADVICE);
        assertThat(log.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .contains("Free space", ADVICE));
    }
}
