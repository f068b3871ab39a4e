/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities of users, and independence of the order of events. */
class WindowUpdaterTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PHONE = "491701234567";
    private static final String ID = "DE.111";
    private static final String NEW_PHONE = "491709999999";
    private static final String NEW_ID = "DE.222";
    private static final WindowOwner BOTH = new WindowOwner(PHONE, ID);
    private static final WindowOwner NEW_BOTH = new WindowOwner(NEW_PHONE, NEW_ID);

    private final WindowUpdater<RuntimeException> updater = new WindowUpdater<>(new MemoryWindowTable(1000));

    private static WindowEvent wrote(WindowOwner owner, int minute) {
        return new WindowEvent(owner, Effect.USER_WROTE, minute(minute));
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private ServiceWindow windowOf(WindowOwner owner) {
        Instant now = NOON.plus(Duration.ofHours(3));
        return updater.find(owner, now).at(now, true);
    }

    private State state(WindowOwner owner) {
        return windowOf(owner).state();
    }

    @Test
    void aUserIsFoundUnderNumberAndIdOnceBothWereSeenTogether() {
        updater.apply(wrote(WindowOwner.phone(PHONE), 1));
        assertThat(state(WindowOwner.user(ID))).isEqualTo(State.unknown);

        updater.apply(new WindowEvent(BOTH, Effect.IDENTIFIED, minute(2)));

        assertThat(windowOf(WindowOwner.user(ID))).isEqualTo(windowOf(WindowOwner.phone(PHONE)));
        assertThat(windowOf(WindowOwner.user(ID)).opened()).isEqualTo(minute(1));
        updater.apply(wrote(WindowOwner.user(ID), 3));
        assertThat(windowOf(WindowOwner.phone(PHONE)).opened()).isEqualTo(minute(3));
        assertThat(updater.isLinked(PHONE, ID, minute(4))).isTrue();
    }

    @Test
    void anotherNumberTakesTheWindowAlong() {
        updater.apply(wrote(WindowOwner.phone(PHONE), 1));
        updater.apply(WindowEvent.moved(WindowOwner.phone(PHONE), WindowOwner.phone(NEW_PHONE), minute(2)));

        assertThat(windowOf(WindowOwner.phone(NEW_PHONE)).opened()).isEqualTo(minute(1));
        assertThat(state(WindowOwner.phone(PHONE))).isEqualTo(State.unknown);
    }

    @Test
    void whoeverGetsTheOldNumberIsSomebodyElse() {
        updater.apply(wrote(BOTH, 1));
        updater.apply(WindowEvent.moved(BOTH, NEW_BOTH, minute(2)));
        WindowOwner successor = new WindowOwner(PHONE, "DE.333");
        updater.apply(wrote(successor, 30));

        assertThat(windowOf(WindowOwner.phone(PHONE)).opened()).isEqualTo(minute(30));
        assertThat(windowOf(NEW_BOTH).opened()).isEqualTo(minute(1));
        assertThat(windowOf(WindowOwner.user("DE.333")).opened()).isEqualTo(minute(30));
    }

    @Test
    void whatTheUserWroteBeforeTheNumberChangedCountsAlsoIfItComesLate() {
        updater.apply(WindowEvent.moved(WindowOwner.phone(PHONE), WindowOwner.phone(NEW_PHONE), minute(2)));
        updater.apply(wrote(WindowOwner.phone(PHONE), 1));

        assertThat(windowOf(WindowOwner.phone(NEW_PHONE)).opened()).isEqualTo(minute(1));
        assertThat(state(WindowOwner.phone(PHONE))).isEqualTo(State.unknown);
    }

    @Test
    void aGroupHasAWindowOfItsOwn() {
        updater.apply(wrote(WindowOwner.group("491701234567"), 1));

        assertThat(state(WindowOwner.group("491701234567"))).isEqualTo(State.open);
        assertThat(state(WindowOwner.phone("491701234567"))).isEqualTo(State.unknown);
    }

    @Test
    void chainsOfLinksEnd() {
        updater.apply(WindowEvent.moved(WindowOwner.user("DE.1"), WindowOwner.user("DE.2"), minute(1)));
        updater.apply(WindowEvent.moved(WindowOwner.user("DE.2"), WindowOwner.user("DE.1"), minute(2)));
        updater.apply(WindowEvent.moved(WindowOwner.user("DE.1"), WindowOwner.user("DE.1"), minute(3)));
        updater.apply(wrote(WindowOwner.user("DE.1"), 4));

        assertThat(state(WindowOwner.user("DE.1"))).isEqualTo(State.open);
        assertThat(state(WindowOwner.user("DE.2"))).isEqualTo(State.open);
    }

    @Test
    void memoryIsBoundedAndForgetsWhoHasNotMovedForLongest() {
        WindowUpdater<RuntimeException> small = new WindowUpdater<>(new MemoryWindowTable(10));
        for (int i = 0; i < 11; i++) {
            small.apply(wrote(WindowOwner.phone("49170000000" + i), i));
        }

        assertThat(small.find(WindowOwner.phone("491700000000"), NOON)).isEqualTo(WindowFacts.NONE);
        assertThat(small.find(WindowOwner.phone("491700000001"), NOON)).isNotEqualTo(WindowFacts.NONE);
    }

    /** The events of one user: under number, id or both, with refusals and changes of number and id. */
    private static List<WindowEvent> history(Random random) {
        List<WindowEvent> history = new ArrayList<>();
        int moves = random.nextInt(4);
        for (int i = 0; i < 8; i++) {
            int minute = random.nextInt(100);
            boolean old = minute < 50 || moves == 0;
            String phone = old ? PHONE : NEW_PHONE;
            String id = old || moves == 1 ? ID : NEW_ID;
            if (moves == 3) {
                id = null;
            }
            WindowOwner owner = id == null
                    ? WindowOwner.phone(phone)
                    : switch (random.nextInt(3)) {
                        case 0 -> WindowOwner.phone(phone);
                        case 1 -> WindowOwner.user(id);
                        default -> new WindowOwner(phone, id);
                    };
            Effect[] effects = Effect.values();
            history.add(new WindowEvent(owner, effects[random.nextInt(effects.length)], minute(minute)));
        }
        switch (moves) {
            case 1 -> {
                history.add(WindowEvent.moved(BOTH, WindowOwner.phone(NEW_PHONE), minute(50)));
            }
            case 2 -> {
                history.add(WindowEvent.moved(BOTH, NEW_BOTH, minute(50)));
                history.add(WindowEvent.moved(WindowOwner.user(ID), WindowOwner.user(NEW_ID), minute(50)));
            }
            case 3 ->
                history.add(WindowEvent.moved(WindowOwner.phone(PHONE), WindowOwner.phone(NEW_PHONE), minute(50)));
            default -> history.add(new WindowEvent(BOTH, Effect.IDENTIFIED, minute(0)));
        }
        return history;
    }

    private static <X extends Exception> List<WindowFacts> windows(WindowTable<X> table, List<WindowEvent> history)
            throws X {
        WindowUpdater<X> updater = new WindowUpdater<>(table);
        for (WindowEvent event : history) {
            updater.apply(event);
        }
        Instant now = NOON.plus(Duration.ofHours(3));
        List<WindowFacts> windows = new ArrayList<>();
        for (WindowOwner owner : List.of(
                WindowOwner.phone(PHONE),
                WindowOwner.user(ID),
                WindowOwner.phone(NEW_PHONE),
                WindowOwner.user(NEW_ID),
                NEW_BOTH)) {
            windows.add(updater.find(owner, now));
        }
        return windows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyOrderAndAnyRepetitionGivesTheSameWindows(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<WindowEvent> history = history(random);
            List<WindowFacts> once = windows(new MemoryWindowTable(1000), history);
            List<WindowEvent> disorder = new ArrayList<>(history);
            disorder.addAll(history.subList(0, random.nextInt(history.size())));
            Collections.shuffle(disorder, random);

            assertThat(windows(new MemoryWindowTable(1000), disorder))
                    .as(() -> "of " + history + " in the order " + disorder)
                    .isEqualTo(once);
        }
    }

    @Test
    void aDatabaseKeepsWhatMemoryKeeps() throws SQLException {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            List<WindowEvent> history = history(random);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                SqliteWindowTable.create(connection);
                try (SqliteWindowTable table = new SqliteWindowTable(connection)) {
                    assertThat(windows(table, history)).isEqualTo(windows(new MemoryWindowTable(1000), history));
                }
            }
        }
    }

    @Test
    void aDatabaseForgetsWhoWasNotHeardOfForAQuarter() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqliteWindowTable.create(connection);
            SqliteWindowTable table = new SqliteWindowTable(connection);
            WindowUpdater<SQLException> kept = new WindowUpdater<>(table);
            Duration age = SqliteWindowTable.RETENTION;
            for (int i = 0; i < 20; i++) {
                Instant at = i % 2 == 0 ? NOON : NOON.plus(age);
                kept.apply(new WindowEvent(WindowOwner.phone("4917000000" + (10 + i)), Effect.USER_WROTE, at));
            }

            String end = "";
            int sweeps = 0;
            do {
                end = table.sweep(end, 8, NOON.plus(age).plusSeconds(1));
                sweeps++;
            } while (!end.isEmpty());

            assertThat(sweeps).isEqualTo(3);
            for (int i = 0; i < 20; i++) {
                assertThat(table.get("4917000000" + (10 + i)) == null).isEqualTo(i % 2 == 0);
            }
        }
    }
}
