/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.whatsapp360.inbox.Events;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState.Condition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A full file system of 48 MB, in a separate name space, so that no root rights are needed. */
@Timeout(120)
class FullDiskTest {

    private static final List<String> IN_A_NAME_SPACE = List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    Path directory;

    @Test
    void aFullDiskRefusesLosesNothingAndGoesOnWhenThereIsRoom() throws Exception {
        assumeTrue(canMount(), "skipped: this system lets nobody mount a file system in a user name space");
        List<String> prefix = new ArrayList<>(IN_A_NAME_SPACE);
        prefix.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=48m tmpfs '" + directory + "' && exec \"$@\"", "sh"));
        List<String> said = new ArrayList<>();
        ChildJvm child = ChildJvm.start(prefix, Map.of(), "128m", FullDiskChild.class, directory);
        child.listen(said::add);

        assertThat(said)
                .containsExactly("refused", "FULL", "dead letters told", "refused again", "UP", "stored", "all there");
    }

    @Test
    void aLimitForTheSizeOfFilesRefusesLosesNothingAndGoesOnWhenItIsRaised() throws Exception {
        assumeTrue(canRaiseLimits(), "skipped: this system has no program prlimit");
        List<String> said = new ArrayList<>();
        ChildJvm child = ChildJvm.start(
                List.of("sh", "-c", "ulimit -S -f 24000 && exec \"$@\"", "sh"),
                Map.of(),
                "128m",
                FullDiskChild.class,
                directory);
        child.listen(said::add);

        assertThat(said)
                .containsExactly("refused", "FULL", "dead letters told", "refused again", "UP", "stored", "all there");
    }

    private static boolean canRaiseLimits() throws InterruptedException {
        try {
            return new ProcessBuilder("prlimit", "--version").start().waitFor() == 0;
        } catch (java.io.IOException noSuchProgram) {
            return false;
        }
    }

    private static boolean canMount() throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(IN_A_NAME_SPACE);
            command.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt"));
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (java.io.IOException noSuchProgram) {
            return false;
        }
    }

    /** Fills the file system, frees space, and verifies that all acknowledged events are present. */
    static final class FullDiskChild {

        private static final int MINIMUM_REFUSALS = 20;

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            List<Path> ballast = new ArrayList<>();
            for (int part = 0; part < 3; part++) {
                ballast.add(Files.write(directory.resolve("ballast" + part), new byte[8 << 20]));
            }
            Inbox inbox = Inboxes.open(directory);
            boolean unused =
                    inbox.quarantine(Events.event("c", "dead"), "Of no use").join();
            int stored = 0;
            // The content of the log moves to the database once more before the disk is full.
            for (int refusals = 0; refusals < MINIMUM_REFUSALS; ) {
                if (store(inbox, stored)) {
                    stored++;
                    refusals = 0;
                } else {
                    refusals++;
                }
            }
            ChildJvm.say("refused");
            ChildJvm.say(inbox.state().condition().toString());
            String problem = String.valueOf(inbox.state().problem());
            ChildJvm.say(
                    problem.contains("It contains 1 dead letters: replay or purge them")
                            ? "dead letters told"
                            : problem);
            ChildJvm.say(store(inbox, stored) ? "stored" : "refused again");
            for (Path part : ballast) {
                Files.delete(part);
            }
            raiseLimit();
            // The log of SQLite may take 16 MB, and its content 16 MB more, until there is space for both.
            Awaitility.await()
                    .timeout(Duration.ofSeconds(60))
                    .until(() -> inbox.state().condition() == Condition.UP);
            ChildJvm.say(inbox.state().condition().toString());
            ChildJvm.say(store(inbox, stored) ? "stored" : "refused");
            inbox.close();
            Inbox again = Inboxes.open(directory);
            int there = again.claim(10_000, Instant.now(), Events.ALL).size();
            ChildJvm.say(there == stored + 1 ? "all there" : there + " of " + (stored + 1));
            again.close();
            System.exit(0);
        }

        private static void raiseLimit() throws Exception {
            try {
                new ProcessBuilder(
                                "prlimit",
                                "--pid",
                                Long.toString(ProcessHandle.current().pid()),
                                "--fsize=unlimited")
                        .start()
                        .waitFor();
            } catch (java.io.IOException noSuchProgram) {
                System.err.println("No prlimit here: " + noSuchProgram);
            }
        }

        private static boolean store(Inbox inbox, int number) {
            try {
                return Events.store(
                                inbox,
                                List.of(new InboxEvent(
                                        "k" + number, "c" + number, "message", "message", new byte[30_000])))
                        == 1;
            } catch (InboxException full) {
                return false;
            }
        }
    }
}
