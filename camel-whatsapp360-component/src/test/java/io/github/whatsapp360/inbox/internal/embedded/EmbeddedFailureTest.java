/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static io.github.whatsapp360.inbox.Events.event;
import static io.github.whatsapp360.inbox.Events.keys;
import static io.github.whatsapp360.inbox.Events.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.SettableClock;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full, failing, foreign and locked databases. */
@Timeout(120)
class EmbeddedFailureTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LogCapture log;

    @BeforeEach
    void listen() {
        log = new LogCapture();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private DecoratedDatabase database() {
        return new DecoratedDatabase(new SqliteDatabase(directory, Inboxes.ACCOUNT, clock));
    }

    private List<Claim> claim(Inbox inbox) {
        return inbox.claim(1000, clock.instant(), Events.ALL);
    }

    private static InboxEvent large(int number) {
        return new InboxEvent("k" + number, "c" + number, "message", "message", new byte[20_000]);
    }

    /** Stores until a delivery is refused, and returns the number of stored ones. */
    private static int fill(Inbox inbox) {
        for (int number = 0; ; number++) {
            try {
                store(inbox, List.of(large(number)));
            } catch (InboxException full) {
                return number;
            }
        }
    }

    @Test
    void aFullDiskRefusesAndGoesOnByItselfWhenEventsWereCompleted() {
        DecoratedDatabase database = database();
        database.maximumPages = 200;
        Inbox inbox = Inboxes.on(database, clock);
        inbox.open(() -> {});
        int stored = fill(inbox);
        assertThat(stored).isPositive();
        assertThat(inbox.state().condition()).isEqualTo(Condition.FULL);
        assertThat(inbox.state().waiting()).isEqualTo(stored);

        List<Claim> claims = claim(inbox);
        assertThat(claims).hasSize(stored);
        claims.subList(0, stored / 2).forEach(inbox::complete);

        await().atMost(TIMEOUT).until(() -> inbox.state().condition() == Condition.UP);
        for (int number = stored; number < stored + stored / 2 - 1; number++) {
            assertThat(store(inbox, List.of(large(number)))).isEqualTo(1);
        }
        inbox.close();
        Inbox again = Inboxes.open(directory);
        assertThat(keys(claim(again)))
                .hasSize(stored - 1)
                .contains("k" + (stored - 1))
                .doesNotContain("k0");
        again.close();
    }

    @Test
    void aFullDiskGoesOnByItselfWhenThereIsRoom() {
        DecoratedDatabase database = database();
        database.maximumPages = 200;
        Inbox inbox = Inboxes.on(database, clock);
        inbox.open(() -> {});
        int stored = fill(inbox);

        database.maximumPages = 400;

        await().atMost(TIMEOUT).until(() -> inbox.state().condition() == Condition.UP);
        assertThat(store(inbox, List.of(large(stored)))).isEqualTo(1);
        assertThat(log.problems()).filteredOn(line -> line.contains("is full")).hasSize(1);
        inbox.close();
    }

    @Test
    void aFailedWriteIsNeverTrustedAgain() {
        DecoratedDatabase database = database();
        Inbox inbox = Inboxes.on(database, clock);
        inbox.open(() -> {});
        store(inbox, "anna", "a1", "a2");
        Claim running = claim(inbox).get(0);
        database.failing = true;
        assertThatThrownBy(() -> store(inbox, "ben", "b1")).isInstanceOf(InboxException.class);
        database.failing = false;

        assertThat(inbox.state().condition()).isEqualTo(Condition.DOWN);
        assertThat(inbox.state().problem()).contains("SQLITE_IOERR_FSYNC");
        assertThatThrownBy(() -> store(inbox, "cleo", "c1"))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("down");
        assertThatThrownBy(() -> claim(inbox)).isInstanceOf(InboxException.class);
        inbox.complete(running);
        inbox.close();

        Inbox again = Inboxes.open(directory);
        assertThat(keys(claim(again))).containsExactly("a1");
        assertThat(store(again, "ben", "b1")).isEqualTo(1);
        again.close();
    }

    @Test
    void aProgramThatHoldsALockIsWaitedForAndDeliveriesAreRefusedMeanwhile() throws SQLException {
        Inbox inbox = Inboxes.open(directory);
        store(inbox, "anna", "a1");
        Claim running = claim(inbox).get(0);
        try (Connection operator = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("support.db"));
                Statement statement = operator.createStatement()) {
            statement.execute("begin immediate");
            assertThatThrownBy(() -> store(inbox, "ben", "b1"))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("locked");
            inbox.complete(running);
            statement.execute("rollback");
        }

        assertThat(store(inbox, "ben", "b1")).isEqualTo(1);
        assertThat(inbox.state().condition()).isEqualTo(Condition.UP);
        inbox.close();
        Inbox again = Inboxes.open(directory);
        assertThat(keys(claim(again))).containsExactly("b1");
        again.close();
    }

    @Test
    void aSecondOwnerInThisProcessIsToldSo() {
        Inbox first = Inboxes.open(directory);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> Inboxes.open(directory))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("in use by another inbox of this process")
                    .hasMessageContaining("inboxDirectory");
        }
        first.close();
        Inboxes.open(directory).close();
    }

    @Test
    void aSecondOwnerInAnotherProcessIsToldSo() throws Exception {
        Inbox first = Inboxes.open(directory);
        assertThatThrownBy(() -> Inboxes.open(directory)).isInstanceOf(InboxException.class);
        ChildJvm child = ChildJvm.start("64m", OpenChild.class, directory);
        List<String> said = new ArrayList<>();
        child.listen(said::add);

        assertThat(said).singleElement().asString().contains("in use by another process");
        first.close();
    }

    @Test
    void aNativeLibraryThatCannotBeLoadedIsAClearError() throws Exception {
        ChildJvm child = ChildJvm.start(
                List.of(),
                Map.of("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=" + directory.resolve("missing")),
                "64m",
                OpenChild.class,
                directory);
        List<String> said = new ArrayList<>();
        child.listen(said::add);

        assertThat(said).singleElement().asString().contains("org.sqlite.tmpdir");
    }

    /** Opens an inbox and reports the result. */
    static final class OpenChild {
        public static void main(String[] arguments) {
            try {
                Inboxes.open(Path.of(arguments[0])).close();
                ChildJvm.say("opened");
            } catch (InboxException refused) {
                ChildJvm.say(refused.getMessage());
            }
            System.exit(0);
        }
    }

    @Test
    void accountsOfOneDirectoryDoNotKnowEachOther() {
        List<Inbox> inboxes = new ArrayList<>();
        for (String account : List.of("support", "Support", "../sales", "größe/ö")) {
            Inbox inbox = new EmbeddedInbox(
                    new SqliteDatabase(directory, account, clock), InboxLimits.DEFAULT, clock, Inboxes::startThread);
            inbox.open(() -> {});
            assertThat(store(inbox, "anna", "a1")).isEqualTo(1);
            inboxes.add(inbox);
        }
        inboxes.forEach(Inbox::close);
        assertThat(directory.toFile().list((where, name) -> name.endsWith(".db")))
                .hasSize(4);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAClearError() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        for (Path unusable : List.of(file.resolve("below"), Path.of("/proc/whatsapp360"))) {
            assertThatThrownBy(() -> Inboxes.open(unusable))
                    .isInstanceOf(InboxException.class)
                    .hasMessageContaining("Cannot write to " + unusable)
                    .hasMessageContaining("inboxDirectory");
        }
    }

    @Test
    void aSchemaOfANewerVersionIsAClearErrorAndStaysAsItIs() throws Exception {
        Inboxes.open(directory).close();
        Path file = directory.resolve("support.db");
        Sql.execute(file, "pragma user_version = 3");

        assertThatThrownBy(() -> Inboxes.open(directory))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("Expected schema 2, actual 3");
        assertThat(Sql.number(file, "pragma user_version")).isEqualTo(3);
        Sql.execute(file, "pragma user_version = 2");
        Inboxes.open(directory).close();
    }

    @Test
    void aReplacementThatWasNotPutInPlaceBeforeACrashIsFound() throws Exception {
        Inbox inbox = Inboxes.open(directory);
        store(inbox, "anna", "a1");
        inbox.close();
        Files.move(directory.resolve("support.db"), directory.resolve("support.db.saved"));

        Inbox again = Inboxes.open(directory);

        assertThat(keys(claim(again))).containsExactly("a1");
        again.close();
    }

    @Test
    void aCompanionTableChangesWithTheEventsAndWithThemOnly() throws SQLException {
        CompanionTable counter = new CompanionTable() {
            @Override
            public void create(Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "create table if not exists seen_from (conversation text primary key, events int)");
                }
            }

            @Override
            public void stored(Connection connection, List<InboxEvent> events) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    for (InboxEvent event : events) {
                        if (event.subscription().equals("poison")) {
                            throw new SQLException("[SQLITE_FULL] no room", "", 13);
                        }
                        statement.execute("insert into seen_from values ('" + event.conversation()
                                + "', 1) on conflict do update set events = events + 1");
                    }
                }
            }
        };
        Inbox inbox = Inboxes.embedded(directory, InboxLimits.DEFAULT, clock, counter);
        inbox.open(() -> {});
        store(inbox, "anna", "a1", "a2", "a2");
        assertThatThrownBy(() -> store(inbox, List.of(event("anna", "a3"), event("anna", "a4", "poison"))))
                .isInstanceOf(InboxException.class);
        store(inbox, "anna", "a1", "a3");

        assertThat(Sql.number(
                        directory.resolve("support.db"), "select events from seen_from where conversation = 'anna'"))
                .isEqualTo(3);
        inbox.close();
    }

    @Test
    void slowAndVolatileDevicesAreNamed() {
        Duration quick = Duration.ofMillis(1);

        assertThat(new DeviceProbe("ext4", quick, quick).warnings()).isEmpty();
        assertThat(new DeviceProbe("tmpfs", quick, quick).warnings())
                .singleElement()
                .asString()
                .contains("tmpfs");
        assertThat(new DeviceProbe("overlay", quick, quick).warnings()).hasSize(1);
        assertThat(new DeviceProbe("nfs4", quick, quick).warnings())
                .singleElement()
                .asString()
                .contains("locks");
        assertThat(new DeviceProbe("xfs", quick, Duration.ofMillis(41)).warnings())
                .singleElement()
                .asString()
                .contains("41 ms");
    }

    @Test
    void namesOfFilesAreSafeAndDiffer() {
        assertThat(FileName.of("support-2")).isEqualTo("support-2");
        assertThat(FileName.of("Support")).isEqualTo("_53upport");
        assertThat(FileName.of("../a_b")).isEqualTo("_2e_2e_2fa_5fb");
        assertThatThrownBy(() -> FileName.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
