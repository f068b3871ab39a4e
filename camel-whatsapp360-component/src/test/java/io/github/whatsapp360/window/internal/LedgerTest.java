package io.github.whatsapp360.window.internal;

import io.github.whatsapp360.window.ServiceWindow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.window.internal.Movement.Effect;
import io.github.whatsapp360.window.ServiceWindow.State;
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

/** Who is who, and that the order of events does not matter. */
class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String PHONE = "491701234567";
    private static final String ID = "DE.111";
    private static final String NEW_PHONE = "491709999999";
    private static final String NEW_ID = "DE.222";
    private static final Party BOTH = new Party(PHONE, ID);
    private static final Party NEW_BOTH = new Party(NEW_PHONE, NEW_ID);

    private final Ledger<RuntimeException> ledger = new Ledger<>(new MemoryWindows(1000));

    private static Movement wrote(Party party, int minute) {
        return new Movement(party, Effect.USER_WROTE, minute(minute));
    }

    private static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    private ServiceWindow of(Party party) {
        Instant now = NOON.plus(Duration.ofHours(3));
        return ledger.look(party, now).at(now, true);
    }

    private State state(Party party) {
        return of(party).state();
    }

    @Test
    void aUserIsFoundUnderNumberAndIdOnceBothWereSeenTogether() {
        ledger.enter(wrote(Party.phone(PHONE), 1));
        assertThat(state(Party.user(ID))).isEqualTo(State.unknown);

        ledger.enter(new Movement(BOTH, Effect.MET, minute(2)));

        assertThat(of(Party.user(ID))).isEqualTo(of(Party.phone(PHONE)));
        assertThat(of(Party.user(ID)).opened()).isEqualTo(minute(1));
        ledger.enter(wrote(Party.user(ID), 3));
        assertThat(of(Party.phone(PHONE)).opened()).isEqualTo(minute(3));
        assertThat(ledger.knows(PHONE, ID, minute(4))).isTrue();
    }

    @Test
    void anotherNumberTakesTheWindowAlong() {
        ledger.enter(wrote(Party.phone(PHONE), 1));
        ledger.enter(Movement.moved(Party.phone(PHONE), Party.phone(NEW_PHONE), minute(2)));

        assertThat(of(Party.phone(NEW_PHONE)).opened()).isEqualTo(minute(1));
        assertThat(state(Party.phone(PHONE))).isEqualTo(State.unknown);
    }

    @Test
    void whoeverGetsTheOldNumberIsSomebodyElse() {
        ledger.enter(wrote(BOTH, 1));
        ledger.enter(Movement.moved(BOTH, NEW_BOTH, minute(2)));
        Party successor = new Party(PHONE, "DE.333");
        ledger.enter(wrote(successor, 30));

        assertThat(of(Party.phone(PHONE)).opened()).isEqualTo(minute(30));
        assertThat(of(NEW_BOTH).opened()).isEqualTo(minute(1));
        assertThat(of(Party.user("DE.333")).opened()).isEqualTo(minute(30));
    }

    @Test
    void whatTheUserWroteBeforeTheNumberChangedCountsAlsoIfItComesLate() {
        ledger.enter(Movement.moved(Party.phone(PHONE), Party.phone(NEW_PHONE), minute(2)));
        ledger.enter(wrote(Party.phone(PHONE), 1));

        assertThat(of(Party.phone(NEW_PHONE)).opened()).isEqualTo(minute(1));
        assertThat(state(Party.phone(PHONE))).isEqualTo(State.unknown);
    }

    @Test
    void aGroupHasAWindowOfItsOwn() {
        ledger.enter(wrote(Party.group("491701234567"), 1));

        assertThat(state(Party.group("491701234567"))).isEqualTo(State.open);
        assertThat(state(Party.phone("491701234567"))).isEqualTo(State.unknown);
    }

    @Test
    void chainsOfLinksEnd() {
        ledger.enter(Movement.moved(Party.user("DE.1"), Party.user("DE.2"), minute(1)));
        ledger.enter(Movement.moved(Party.user("DE.2"), Party.user("DE.1"), minute(2)));
        ledger.enter(Movement.moved(Party.user("DE.1"), Party.user("DE.1"), minute(3)));
        ledger.enter(wrote(Party.user("DE.1"), 4));

        assertThat(state(Party.user("DE.1"))).isEqualTo(State.open);
        assertThat(state(Party.user("DE.2"))).isEqualTo(State.open);
    }

    @Test
    void memoryIsBoundedAndForgetsWhoHasNotMovedForLongest() {
        Ledger<RuntimeException> small = new Ledger<>(new MemoryWindows(10));
        for (int i = 0; i < 11; i++) {
            small.enter(wrote(Party.phone("49170000000" + i), i));
        }

        assertThat(small.look(Party.phone("491700000000"), NOON)).isEqualTo(Evidence.NONE);
        assertThat(small.look(Party.phone("491700000001"), NOON)).isNotEqualTo(Evidence.NONE);
    }

    /** One user's life: met under either name or both, refused, moving to another number and id. */
    private static List<Movement> history(Random random) {
        List<Movement> history = new ArrayList<>();
        int moves = random.nextInt(4);
        for (int i = 0; i < 8; i++) {
            int minute = random.nextInt(100);
            boolean old = minute < 50 || moves == 0;
            String phone = old ? PHONE : NEW_PHONE;
            String id = old || moves == 1 ? ID : NEW_ID;
            if (moves == 3) {
                id = null;
            }
            Party party = id == null
                    ? Party.phone(phone)
                    : switch (random.nextInt(3)) {
                        case 0 -> Party.phone(phone);
                        case 1 -> Party.user(id);
                        default -> new Party(phone, id);
                    };
            Effect[] effects = Effect.values();
            history.add(new Movement(party, effects[random.nextInt(effects.length)], minute(minute)));
        }
        switch (moves) {
            case 1 -> {
                history.add(Movement.moved(BOTH, Party.phone(NEW_PHONE), minute(50)));
            }
            case 2 -> {
                history.add(Movement.moved(BOTH, NEW_BOTH, minute(50)));
                history.add(Movement.moved(Party.user(ID), Party.user(NEW_ID), minute(50)));
            }
            case 3 -> history.add(Movement.moved(Party.phone(PHONE), Party.phone(NEW_PHONE), minute(50)));
            default -> history.add(new Movement(BOTH, Effect.MET, minute(0)));
        }
        return history;
    }

    private static <X extends Exception> List<Evidence> windows(WindowTable<X> table, List<Movement> history) throws X {
        Ledger<X> ledger = new Ledger<>(table);
        for (Movement movement : history) {
            ledger.enter(movement);
        }
        Instant now = NOON.plus(Duration.ofHours(3));
        List<Evidence> windows = new ArrayList<>();
        for (Party party :
                List.of(Party.phone(PHONE), Party.user(ID), Party.phone(NEW_PHONE), Party.user(NEW_ID), NEW_BOTH)) {
            windows.add(ledger.look(party, now));
        }
        return windows;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyOrderAndAnyRepetitionGivesTheSameWindows(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Movement> history = history(random);
            List<Evidence> once = windows(new MemoryWindows(1000), history);
            List<Movement> disorder = new ArrayList<>(history);
            disorder.addAll(history.subList(0, random.nextInt(history.size())));
            Collections.shuffle(disorder, random);

            assertThat(windows(new MemoryWindows(1000), disorder))
                    .as(() -> "of " + history + " in the order " + disorder)
                    .isEqualTo(once);
        }
    }

    @Test
    void aDatabaseKeepsWhatMemoryKeeps() throws SQLException {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            List<Movement> history = history(random);
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                SqlWindows.create(connection);
                try (SqlWindows table = new SqlWindows(connection)) {
                    assertThat(windows(table, history)).isEqualTo(windows(new MemoryWindows(1000), history));
                }
            }
        }
    }

    @Test
    void aDatabaseForgetsWhoWasNotHeardOfForAQuarter() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqlWindows.create(connection);
            SqlWindows table = new SqlWindows(connection);
            Ledger<SQLException> kept = new Ledger<>(table);
            Duration age = SqlWindows.FORGOTTEN_AFTER;
            for (int i = 0; i < 20; i++) {
                Instant at = i % 2 == 0 ? NOON : NOON.plus(age);
                kept.enter(new Movement(Party.phone("4917000000" + (10 + i)), Effect.USER_WROTE, at));
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
