/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.whatsapp360.camel.ReceivedEvent.Form;
import io.github.whatsapp360.camel.ReceivingHistory.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Random histories of routes that take an account's events: defined, started, failing to start, suspended, resumed,
 * stopped, removed, added again and replaced, also over restarts of the application, with deliveries, repeated
 * deliveries, failures, slow routes and full queues in between. Whatever happens, each event that was acknowledged
 * runs exactly once for each subscription that takes it, those of one person in order, whatever ids they name (see
 * {@link ReceivingPersons}), and no route waits for another one. What cannot be run becomes a dead letter, and where a process is killed, what it had not recorded yet
 * runs again; see {@link KeepingModel}. Without an inbox nothing is kept, see {@link PassThroughModel}.
 *
 * <p>{@code -Dreceiving.histories=} how many with an inbox in memory, a fifth of them without one, a twentieth with an
 * embedded one and a fortieth on PostgreSQL; or {@code -Dreceiving.minutes=} for how long, a quarter of it each;
 * {@code -Dreceiving.seed=} which: the build plays the same ones each time, so that what it finds is found again. A
 * history that fails is made smaller and printed.
 */
class ReceivingHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("receiving.histories", 1_000);
    private static final int MINUTES = Integer.getInteger("receiving.minutes", 0);
    private static final long SEED =
            Long.getLong("receiving.seed", MINUTES > 0 ? System.nanoTime() : 16_163_468_913_199L);
    private static final Duration TIME_TO_MAKE_SMALLER = Duration.ofMinutes(1);
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("ROOT");

    private static Level level;

    private @Nullable ReceivingPostgres postgres;

    /** Of thousands of routes that are cut off, each would be logged. */
    @BeforeAll
    static void beQuiet() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(level);
    }

    @Test
    void inMemoryWhatWasAcknowledgedRunsOnceAndInOrder() throws Exception {
        playAll(Store.MEMORY, HISTORIES);
    }

    @Test
    void embeddedWhatWasAcknowledgedRunsOnceAndInOrderAlsoWhenTheProcessIsKilled() throws Exception {
        playAll(Store.EMBEDDED, HISTORIES / 20);
    }

    @Test
    void onPostgresWhatWasAcknowledgedRunsOnceAndInOrderAlsoWhenTheProcessIsKilled(@TempDir Path directory)
            throws Exception {
        postgres = new ReceivingPostgres(directory);
        try {
            playAll(Store.JDBC, HISTORIES / 40);
        } finally {
            postgres.close();
        }
    }

    @Test
    void withoutAStoreADeliveryIsAcknowledgedWhenItHasRunAndElseRefused() throws Exception {
        playAll(Store.NONE, HISTORIES / 5);
    }

    private void playAll(Store store, int histories) throws Exception {
        long begin = System.nanoTime();
        long end = begin + Duration.ofMinutes(MINUTES).toNanos() / Store.values().length;
        int played = 0;
        for (; MINUTES > 0 ? System.nanoTime() < end : played < histories; played++) {
            ReceivingHistory history = ReceivingHistory.random(SEED + played, store);
            List<String> wrong = play(history);
            if (!wrong.isEmpty()) {
                throw new AssertionError("History " + played + ": " + report(new Finding(history, wrong)));
            }
        }
        System.out.printf(
                "%d histories, inbox=%s, in %d s%n",
                played,
                store.option(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    /** A history and what is wrong in it. */
    private record Finding(ReceivingHistory history, List<String> wrong) {

        @Override
        public String toString() {
            return String.join("; ", wrong) + "\n" + history;
        }
    }

    private String report(Finding finding) throws Exception {
        return finding + "\nMade smaller: " + smallest(finding);
    }

    private Finding smallest(Finding finding) throws Exception {
        Finding smallest = finding;
        long end = System.nanoTime() + TIME_TO_MAKE_SMALLER.toNanos();
        for (Finding next = smaller(smallest, end); next != null; next = smaller(smallest, end)) {
            smallest = next;
        }
        return smallest;
    }

    private @Nullable Finding smaller(Finding finding, long end) throws Exception {
        for (ReceivingHistory candidate : finding.history().smaller()) {
            List<String> wrong = System.nanoTime() < end ? play(candidate) : List.of();
            if (!wrong.isEmpty()) {
                return new Finding(candidate, wrong);
            }
        }
        return null;
    }

    private List<String> play(ReceivingHistory history) throws Exception {
        try (ReceivingWorld world = new ReceivingWorld(history, emptyStore(history.store()))) {
            return world.play();
        }
    }

    private ReceivingStore emptyStore(Store store) throws Exception {
        return switch (store) {
            case MEMORY, NONE -> ReceivingStore.fleeting();
            case EMBEDDED -> new EmbeddedStore();
            case JDBC -> Objects.requireNonNull(postgres).store();
        };
    }

    /** Long after the stop, when nothing takes an event any more. */
    @Test
    void theRestOfABodyThatArrivesAfterTheStopIsRefused() throws Exception {
        List<ReceivedEvent> events = List.of(ReceivedEvent.status(0, "read"));

        assertThat(play(new ReceivingHistory(
                        1,
                        Store.NONE,
                        -1,
                        List.of(
                                new ReceivingHistory.Define(0, "status:read", ReceivingHistory.Kind.PLAIN, true, false),
                                new ReceivingHistory.BeginDelivery(events),
                                new ReceivingHistory.Restart(),
                                new ReceivingHistory.Settle(),
                                new ReceivingHistory.Settle(),
                                new ReceivingHistory.EndDelivery()))))
                .isEmpty();
    }

    /** The event that linked two ids waits for the events of both, also when a third id of the person turns up. */
    @Test
    void aThirdIdLeavesTheOrderOfTheOtherTwoAsItIs() throws Exception {
        assertThat(play(new ReceivingHistory(
                        1,
                        Store.MEMORY,
                        -1,
                        List.of(
                                new ReceivingHistory.Define(0, "message", ReceivingHistory.Kind.PLAIN, true, false),
                                message(1, Form.ID, 0),
                                new ReceivingHistory.Settle(),
                                message(5, Form.NUMBER, 1),
                                new ReceivingHistory.Settle(),
                                new ReceivingHistory.Hold(0),
                                message(6, Form.ID, 1),
                                new ReceivingHistory.Work(6),
                                message(7, Form.BOTH, 1),
                                message(4, Form.NEW_NUMBER, 0),
                                new ReceivingHistory.Work(6)))))
                .isEmpty();
    }

    private static ReceivingHistory.Deliver message(int number, Form form, int generation) {
        return new ReceivingHistory.Deliver(
                List.of(new ReceivedEvent(true, 0, Integer.toString(number), form, generation)));
    }

    @Test
    void aHistoryIsReadableAndCanBePlayedAgain() {
        ReceivingHistory history = ReceivingHistory.random(7, Store.EMBEDDED);

        assertThat(history.toString())
                .startsWith("Seed 7, inbox=embedded, maximumRedeliveries=")
                .contains("\n  Define[route=0");
        assertThat(history).isEqualTo(ReceivingHistory.random(7, Store.EMBEDDED));
        assertThat(history.smaller()).isNotEmpty().doesNotContain(history);
    }
}
