/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Failures in the threads of the inbox other than those of the database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class WriterFaultTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.whatsapp360.inbox.internal.postgres");
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    private ListAppender<ILoggingEvent> log;
    private Postgres postgres;
    private HikariDataSource pool;
    private PostgresInbox inbox;
    private volatile Throwable failure;
    private volatile String failingStatement;
    private final GroupCommit<String, String> beside = new GroupCommit<>(this::write, String::length);
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
    void listen() {
        log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
    }

    private void open(GroupCommit<?, ?>... also) {
        inbox = new PostgresInbox(
                new PostgresDatabase(pool, "faults" + accounts++, this::clock),
                InboxLimits.DEFAULT,
                Clock.systemUTC(),
                this::startThread,
                new PostgresInbox.NodeIdentity("node", Duration.ofSeconds(2)),
                also);
        inbox.open(() -> {});
    }

    private void startThread(Runnable work) {
        Thread thread = new Thread(work, "inbox");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    @AfterEach
    void closeAndStopListening() {
        failingStatement = null;
        inbox.close();
        logger.detachAppender(log);
    }

    /** Called for each statement, on the thread that sends it. */
    private String clock() {
        String failing = failingStatement;
        if (failing != null
                && StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getMethodName().equals(failing)))) {
            throw new StackOverflowError("too deep");
        }
        return PostgresSql.CLOCK;
    }

    private List<String> write(List<String> batch) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (batch.contains("poison")) {
            throw new IllegalStateException("poison");
        }
        return batch;
    }

    private long errors() {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .count();
    }

    @Test
    void anErrorWhileStoringFailsThatDeliveryIsSaidAndTheNextOneIsStored() {
        open();
        failingStatement = "store";
        CompletableFuture<Integer> answer = inbox.store(List.of(io.github.whatsapp360.inbox.Events.event("a", "a1")));

        assertThat(answer).failsWithin(TIMEOUT);
        assertThat(inbox.state().condition()).isEqualTo(Condition.DOWN);
        assertThat(inbox.state().problem()).contains("StackOverflowError");
        assertThat(errors()).isEqualTo(1);

        failingStatement = null;
        assertThat(store(inbox, "a", "a1")).isEqualTo(1);
        await().timeout(TIMEOUT).until(() -> inbox.state().condition() == Condition.UP);
    }

    @Test
    void anErrorOfAWriterBesideFailsItsBatchIsSaidAndTheNextOneIsWritten() {
        open(beside);
        failure = new NoClassDefFoundError("gone");

        assertThat(beside.submit("a")).failsWithin(TIMEOUT);
        assertThat(inbox.state().condition()).isEqualTo(Condition.DOWN);
        assertThat(inbox.state().problem()).contains("NoClassDefFoundError");
        assertThat(errors()).isEqualTo(1);

        failure = null;
        assertThat(beside.submit("b")).succeedsWithin(TIMEOUT).isEqualTo("b");
        await().timeout(TIMEOUT).until(() -> inbox.state().condition() == Condition.UP);
    }

    @Test
    void anErrorOfTheHeartbeatIsSaidAndItGoesOn() {
        open();
        failingStatement = "heartbeat";
        await().timeout(TIMEOUT).until(() -> inbox.state().condition() == Condition.DOWN);
        assertThat(errors()).isEqualTo(1);
        failingStatement = null;

        await().timeout(TIMEOUT).until(() -> inbox.state().condition() == Condition.UP);
        assertThat(store(inbox, "a", "a1")).isEqualTo(1);
        assertThat(inbox.claim(1, Clock.systemUTC().instant(), Events.ALL))
                .singleElement()
                .matches(inbox::holds);
    }

    @Test
    void aThreadThatIsInterruptedLeavesTheInboxDownAndSaysSo() {
        open();
        List.copyOf(threads).forEach(Thread::interrupt);

        await().timeout(TIMEOUT).until(() -> inbox.state().condition() == Condition.DOWN);
        assertThat(inbox.store(List.of(io.github.whatsapp360.inbox.Events.event("a", "a1"))))
                .failsWithin(TIMEOUT);
        assertThat(inbox.state().problem()).contains("has ended");
        assertThat(errors()).isPositive();
    }

    @Test
    void oneEntryThatCannotBeWrittenCostsNoOther() {
        open();
        GroupCommit<String, String> commit = new GroupCommit<>(this::write, String::length);
        List<CompletableFuture<String>> answers = IntStream.range(0, 140)
                .mapToObj(number -> commit.submit(number == 77 ? "poison" : "n" + number))
                .toList();
        startThread(commit);

        for (int number = 0; number < answers.size(); number++) {
            if (number == 77) {
                assertThat(answers.get(number)).failsWithin(TIMEOUT);
            } else {
                assertThat(answers.get(number)).succeedsWithin(TIMEOUT).isEqualTo("n" + number);
            }
        }
        commit.close();
    }
}
