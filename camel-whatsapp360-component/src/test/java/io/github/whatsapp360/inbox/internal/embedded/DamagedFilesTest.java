/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.embedded.repair.WalEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncated, overwritten or lost files: the inbox starts, reports the damage, and hands out the intact events. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DamagedFilesTest {

    private static final int EVENTS = 600;
    private static final int PAGE = 4_096;

    @TempDir(factory = MemoryDirectories.class)
    static Path original;

    @TempDir(factory = MemoryDirectories.class)
    static Path liveCopy;

    /** All that was ever stored. */
    private final Map<String, byte[]> bodies = new LinkedHashMap<>();

    /** What was not completed. */
    private final Set<String> waiting = new HashSet<>();

    private LogCapture log;
    private byte[] database;

    /** Creates a closed database, and a copy of an open one with everything in its WAL. */
    @BeforeAll
    void fill() throws IOException {
        Random random = new Random(7);
        Inbox inbox = Inboxes.open(original);
        for (int i = 0; i < EVENTS; i++) {
            byte[] body = new byte[200 + random.nextInt(1_200)];
            random.nextBytes(body);
            bodies.put("k" + i, body);
            waiting.add("k" + i);
            Events.store(inbox, List.of(new InboxEvent("k" + i, "c" + i, "message", "message", body)));
        }
        for (int i = 0; i < 20; i++) {
            Events.store(inbox, "dead", "d" + i);
            bodies.put("d" + i, Events.event("dead", "d" + i).body());
        }
        inbox.claim(EVENTS, Instant.now(), Events.ALL).forEach(claim -> {
            if (Integer.parseInt(claim.event().key().substring(1)) % 3 == 0) {
                inbox.complete(claim);
                waiting.remove(claim.event().key());
            }
        });
        for (int i = 0; i < 20; i++) {
            inbox.claim(1, Instant.now(), Events.ALL).forEach(claim -> inbox.bury(claim, "no use"));
        }
        inbox.deadLetters(0, 1);
        copy(original, liveCopy);
        inbox.close();
        database = Files.readAllBytes(original.resolve("support.db"));
    }

    @AfterAll
    void nothingOfTheOriginalWasTouched() throws IOException {
        assertThat(Files.readAllBytes(original.resolve("support.db"))).isEqualTo(database);
    }

    @BeforeEach
    void listen() {
        log = new LogCapture();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("support.db", "support.db-wal")) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
        }
    }

    private static void write(Path file, int position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    /** Opens the inbox and returns its events, which must be as stored. */
    private Set<String> found(Path directory) {
        Inbox inbox = Inboxes.open(directory);
        Set<String> found = new HashSet<>();
        for (Claim claim : inbox.claim(EVENTS * 2, Instant.now(), Events.ALL)) {
            String key = claim.event().key();
            assertThat(claim.event().body()).isEqualTo(bodies.get(key));
            assertThat(found.add(key)).isTrue();
        }
        assertThat(Events.store(inbox, "new", "after the damage")).isEqualTo(1);
        inbox.close();
        return found;
    }

    private static List<String> buryDamaged(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("damaged"))
                    .toList();
        }
    }

    /** Returns the events without a byte on these pages of the original. */
    private Set<String> eventsOutside(BitSet pages) {
        Set<String> intact = new HashSet<>();
        waiting.forEach(key -> {
            byte[] body = bodies.get(key);
            int at = indexOf(database, body, 0);
            boolean isIntact = at >= 0;
            // A reused page may contain an old copy.
            for (; at >= 0; at = indexOf(database, body, at + 1)) {
                isIntact &= !pages.get(at / PAGE) && !pages.get((at + body.length - 1) / PAGE);
            }
            if (isIntact) {
                intact.add(key);
            }
        });
        return intact;
    }

    private static int indexOf(byte[] all, byte[] part, int from) {
        for (int at = from; at <= all.length - part.length; at++) {
            if (all[at] == part[0] && Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void theUndamagedFilesHoldEverything(
            @TempDir(factory = MemoryDirectories.class) Path closed,
            @TempDir(factory = MemoryDirectories.class) Path open)
            throws IOException {
        copy(original, closed);
        copy(liveCopy, open);

        assertThat(found(closed)).isEqualTo(waiting);
        assertThat(found(open)).isEqualTo(waiting);
        assertThat(buryDamaged(closed)).isEmpty();
        assertThat(buryDamaged(open)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void eventsOutsideOfOverwrittenPlacesAreFound(int seed, @TempDir(factory = MemoryDirectories.class) Path directory)
            throws IOException {
        copy(original, directory);
        Random random = new Random(seed);
        BitSet pages = new BitSet();
        for (int places = 1 + random.nextInt(5); places > 0; places--) {
            byte[] garbage = new byte[1 + random.nextInt(random.nextBoolean() ? 8 : 3 * PAGE)];
            if (random.nextBoolean()) {
                random.nextBytes(garbage);
            }
            int at = random.nextInt(database.length - garbage.length);
            write(directory.resolve("support.db"), at, garbage);
            pages.set(at / PAGE, (at + garbage.length - 1) / PAGE + 1);
        }

        assertThat(found(directory)).isSubsetOf(waiting).containsAll(eventsOutside(pages));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void eventsBeforeACutAreFound(int seed, @TempDir(factory = MemoryDirectories.class) Path directory)
            throws IOException {
        copy(original, directory);
        int length = new Random(seed).nextInt(database.length);
        try (FileChannel channel = FileChannel.open(directory.resolve("support.db"), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        BitSet pages = new BitSet();
        pages.set(length / PAGE, database.length / PAGE + 1);

        assertThat(found(directory)).isSubsetOf(waiting).containsAll(eventsOutside(pages));
    }

    /**
     * A check with timeout 0 finds nothing: the damage is found when the page is read, and repaired at the next start.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void damageThatTheLookAtTheStartDidNotReachIsSavedLater(
            int seed, @TempDir(factory = MemoryDirectories.class) Path directory) throws IOException {
        copy(original, directory);
        int page = 1 + new Random(seed).nextInt(database.length / PAGE - 1);
        write(directory.resolve("support.db"), page * PAGE, new byte[PAGE]);
        BitSet pages = new BitSet();
        pages.set(page);
        Set<String> found = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            Inbox inbox = Inboxes.on(
                    new SqliteDatabase(directory, Inboxes.ACCOUNT, Clock.systemUTC(), Duration.ZERO),
                    Clock.systemUTC());
            inbox.open(() -> {});
            inbox.claim(EVENTS * 2, Instant.now(), Events.ALL).forEach(claim -> {
                assertThat(claim.event().body())
                        .isEqualTo(bodies.get(claim.event().key()));
                found.add(claim.event().key());
            });
            inbox.close();
        }

        assertThat(found).isSubsetOf(waiting).containsAll(eventsOutside(pages));
    }

    @Test
    void anOverwrittenHeaderCostsNothing(@TempDir(factory = MemoryDirectories.class) Path directory)
            throws IOException {
        copy(original, directory);
        write(directory.resolve("support.db"), 0, new byte[PAGE]);

        assertThat(found(directory)).isEqualTo(waiting);
        assertThat(buryDamaged(directory)).hasSize(1);
        assertThat(log.problems())
                .anyMatch(line -> line.contains("is damaged"))
                .anyMatch(line -> line.startsWith("Recovered from the damaged"))
                .anyMatch(line -> line.contains("kept as"));
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAside(@TempDir(factory = MemoryDirectories.class) Path directory)
            throws IOException {
        Files.writeString(directory.resolve("support.db"), "This is not a database. ".repeat(1_000));

        assertThat(found(directory)).isEmpty();
        assertThat(buryDamaged(directory)).hasSize(1);
        assertThat(Files.readString(directory.resolve(buryDamaged(directory).get(0))))
                .startsWith("This is not");
    }

    @Test
    void keysAndDeadLettersAreSavedToo(@TempDir(factory = MemoryDirectories.class) Path directory) throws IOException {
        copy(original, directory);
        write(directory.resolve("support.db"), 0, new byte[PAGE]);
        Inbox inbox = Inboxes.open(directory);
        try {
            assertThat(inbox.deadLetters(0, 100)).hasSize(20).allMatch(letter -> letter.problem()
                    .equals("no use"));
            assertThat(Events.store(inbox, "c0", "k0", "k1", "k2", "d0")).isZero();
        } finally {
            inbox.close();
        }
    }

    @Test
    void aDamagedEventIsADeadLetterAndItsConversationGoesOn(@TempDir(factory = MemoryDirectories.class) Path directory)
            throws Exception {
        Inbox before = Inboxes.open(directory);
        Events.store(before, "anna", "a1", "a2");
        before.close();
        Sql.execute(directory.resolve("support.db"), "update event set body = 'other' where key = 'a1'");
        Inbox inbox = Inboxes.open(directory);
        try {
            assertThat(Events.keys(inbox.claim(8, Instant.now(), Events.ALL))).containsExactly("a2");
            DeadLetter letter = inbox.deadLetter(inbox.deadLetters(0, 10).get(0).id());
            assertThat(letter.key()).isEqualTo("a1");
            assertThat(letter.kind()).isEqualTo(DeadLetter.UNREADABLE);
            assertThat(letter.problem()).isEqualTo("Damaged on disk.");
            assertThat(inbox.state().waiting()).isEqualTo(1);
            assertThat(inbox.state().deadLetters()).isEqualTo(1);
        } finally {
            inbox.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000, 70_000, 500_000})
    void aWalThatWasCutCostsItsEndOnly(int bytes, @TempDir(factory = MemoryDirectories.class) Path directory)
            throws IOException {
        copy(liveCopy, directory);
        Path wal = directory.resolve("support.db-wal");
        try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }

        assertThat(isWithoutHoles(found(directory))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aWalThatWasOverwrittenCostsWhatFollowsAndIsReported(
            int seed, @TempDir(factory = MemoryDirectories.class) Path directory) throws IOException {
        copy(liveCopy, directory);
        Path wal = directory.resolve("support.db-wal");
        int length = (int) Files.size(wal);
        int at = length / 2 + new Random(seed).nextInt(length / 3);
        write(wal, at, new byte[] {1, 2, 3, 4, 5});

        WalEnd damaged = WalEnd.of(directory.resolve("support.db"));
        assertThat(damaged.lostBytes()).isPositive();
        assertThat(damaged.position()).isLessThanOrEqualTo(at);
        assertThat(isWithoutHoles(found(directory))).isTrue();
        assertThat(log.problems()).anyMatch(line -> line.contains("was truncated: bytes"));
    }

    /** The uncompleted events are present up to some event, without gaps. */
    private boolean isWithoutHoles(Set<String> found) {
        List<String> missing = bodies.keySet().stream()
                .filter(waiting::contains)
                .dropWhile(found::contains)
                .toList();
        return missing.stream().noneMatch(found::contains);
    }
}
