/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.embedded.Recorder.Operation;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power cuts, simulated below SQLite. {@code -Dinbox.power.cuts=2000} runs more than the build does. Needs Linux and a
 * C compiler; otherwise the test is skipped.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class PowerCutTest {

    private static final int CUTS = Integer.getInteger("inbox.power.cuts", 200);
    private static final List<String> FILES = List.of("support.db", "support.db-wal");

    @TempDir
    Path workspace;

    @TempDir(factory = MemoryDirectories.class)
    Path cutDisks;

    private Path directory;
    private Recorder recorder;
    private LogCapture log;

    @BeforeEach
    void listen() {
        log = new LogCapture();
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @BeforeEach
    void compile() throws Exception {
        directory = Files.createDirectories(workspace.toRealPath().resolve("inbox"));
        recorder = Recorder.compiled(workspace, directory);
        assumeTrue(recorder != null, "skipped: power cuts can only be simulated on Linux with a C compiler (cc)");
    }

    @Test
    void nothingAcknowledgedIsLostWhenThePowerFails() throws Exception {
        ChildJvm child = ChildJvm.start(List.of(), recorder.environment(), "128m", LoadChild.class, directory);
        child.listen(said -> {});
        List<Operation> operations = recorder.operations();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int acknowledged = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            Outcome outcome = afterCut(operations, someInstant(operations, random), random, true, cut);
            assertThat(outcome.missing).as("cut %d of seed %d", cut, seed).isEmpty();
            assertThat(outcome.runTwice).as("cut %d of seed %d", cut, seed).isEmpty();
            acknowledged += outcome.acknowledged;
        }
        assertThat(log.problems()).noneMatch(line -> line.contains("is damaged"));
        System.out.println("Power cut test: " + CUTS + " cuts, " + acknowledged / CUTS
                + " events acknowledged before one on average, none lost.");
    }

    @Test
    void theSimulationWouldNoticeADiskThatDoesNotForce() throws Exception {
        ChildJvm child = ChildJvm.start(List.of(), recorder.environment(), "128m", LoadChild.class, directory);
        child.listen(said -> {});
        List<Operation> operations = recorder.operations();
        Random random = new Random(1);
        int missing = 0;
        for (int cut = 0; cut < 10; cut++) {
            missing += afterCut(operations, someInstant(operations, random), random, false, cut)
                    .missing
                    .size();
        }
        assertThat(missing).isPositive();
    }

    @Test
    void aFailedForceIsNeverTrustedAgain() throws Exception {
        List<String> said = new ArrayList<>();
        ChildJvm.start(List.of(), recorder.environment(), "64m", FailingForceChild.class, directory)
                .listen(said::add);

        assertThat(said).containsExactly("stored", "refused", "DOWN", "refused", "there again: [k0]", "stored");
    }

    /** Half of the cuts are immediately before a force ends. */
    private static int someInstant(List<Operation> operations, Random random) {
        int instant = random.nextInt(operations.size());
        if (random.nextBoolean()) {
            while (instant < operations.size() - 1 && operations.get(instant).type() != 'F') {
                instant++;
            }
        }
        return instant;
    }

    private static final class Outcome {
        final Set<String> missing = new HashSet<>();
        final Set<String> runTwice = new HashSet<>();
        int acknowledged;
    }

    private Outcome afterCut(List<Operation> operations, int instant, Random random, boolean forcesWork, int number)
            throws IOException {
        CutDisk disk = new CutDisk(random);
        Set<String> acknowledged = new HashSet<>();
        Set<String> settled = new HashSet<>();
        for (Operation operation : operations.subList(0, instant)) {
            disk.did(operation, forcesWork);
            if (operation.file().equals("acks") && operation.type() == 'W') {
                String said = new String(operation.data(), UTF_8).strip();
                (said.charAt(0) == 'A' ? acknowledged : settled).add(said.substring(2));
            }
        }
        Path place = Files.createDirectories(cutDisks.resolve("cut" + number));
        disk.cut(place, FILES);
        Outcome outcome = new Outcome();
        outcome.acknowledged = acknowledged.size();
        check(place, acknowledged, settled, outcome);
        for (String file : place.toFile().list()) {
            Files.delete(place.resolve(file));
        }
        return outcome;
    }

    private static void check(Path place, Set<String> acknowledged, Set<String> settled, Outcome outcome) {
        Inbox inbox = Inboxes.open(place);
        Map<String, byte[]> found = new HashMap<>();
        for (Claim claim : inbox.claim(1_000_000, Instant.now(), Events.ALL)) {
            found.put(claim.event().key(), claim.event().body());
        }
        List<InboxEvent> again = new ArrayList<>();
        for (String key : acknowledged) {
            if (!settled.contains(key) && !java.util.Arrays.equals(found.get(key), body(key))) {
                outcome.missing.add(key);
            }
            again.add(new InboxEvent(key, key, "message", "message", body(key)));
        }
        if (!again.isEmpty() && Events.store(inbox, again) > 0) {
            outcome.runTwice.add("some key was forgotten");
        }
        assertThat(Events.store(inbox, "new", "after the cut")).isEqualTo(1);
        inbox.close();
    }

    private static byte[] body(String key) {
        return key.repeat(50 + Math.abs(key.hashCode() % 250)).getBytes(UTF_8);
    }

    /** Stores and completes events, logs this in a file that is recorded too, and ends without closing anything. */
    static final class LoadChild {

        private static final int THREADS = 6;
        private static final int DELIVERIES = 120;

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            EmbeddedInbox inbox =
                    Inboxes.embedded(directory, InboxLimits.DEFAULT, Clock.systemUTC(), new FrequentCheckpoints());
            inbox.open(() -> {});
            try (FileOutputStream acks =
                    new FileOutputStream(directory.resolve("acks").toFile(), true)) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int number = i;
                    threads.add(new Thread(() -> store(inbox, acks, number)));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            Runtime.getRuntime().halt(0);
        }

        private static void store(Inbox inbox, FileOutputStream acks, int thread) {
            for (int number = 0; number < DELIVERIES; number++) {
                String key = "t" + thread + ":" + number;
                Events.store(inbox, List.of(new InboxEvent(key, "c" + key, "message", "message", body(key))));
                say(acks, "A " + key);
                if (number % 3 != 0) {
                    for (Claim claim : inbox.claim(1, Instant.now(), Events.ALL)) {
                        say(acks, "C " + claim.event().key());
                        inbox.complete(claim);
                    }
                }
            }
        }

        private static void say(FileOutputStream acks, String line) {
            try {
                acks.write((line + "\n").getBytes(UTF_8));
            } catch (IOException unexpected) {
                throw new java.io.UncheckedIOException(unexpected);
            }
        }
    }

    /** Runs checkpoints continuously, so that every cut is near a checkpoint. */
    private static final class FrequentCheckpoints implements CompanionTable {
        @Override
        public void create(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma wal_autocheckpoint = 50");
            }
        }

        @Override
        public void stored(Connection connection, List<InboxEvent> events) {}
    }

    /** Makes a force fail and verifies that the inbox does not ignore it. */
    static final class FailingForceChild {

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Path flag = directory.resolveSibling("fail-force");
            Inbox inbox = Inboxes.open(directory);
            ChildJvm.say(store(inbox, "k0"));
            Files.createFile(flag);
            ChildJvm.say(store(inbox, "k1"));
            Files.delete(flag);
            ChildJvm.say(inbox.state().condition().toString());
            ChildJvm.say(store(inbox, "k2"));
            inbox.close();
            Inbox again = Inboxes.open(directory);
            List<String> there = Events.keys(again.claim(10, Instant.now(), Events.ALL));
            ChildJvm.say("there again: "
                    + there.stream().filter(key -> !key.equals("k1")).toList());
            ChildJvm.say(store(again, "k3"));
            again.close();
            System.exit(0);
        }

        private static String store(Inbox inbox, String key) {
            try {
                Events.store(inbox, key, key);
                return "stored";
            } catch (InboxException refused) {
                return "refused";
            }
        }
    }
}
