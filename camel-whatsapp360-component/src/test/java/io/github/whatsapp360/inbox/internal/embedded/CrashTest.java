/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load. For more rounds than the build runs: {@code -Dinbox.crash.rounds=100}. */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class CrashTest {

    private static final int ROUNDS = Integer.getInteger("inbox.crash.rounds", 5);

    @TempDir
    Path directory;

    private final CrashRecord record = new CrashRecord();

    @Test
    void nothingAcknowledgedIsLostAndNothingRunsTwiceButWhatWasInFlight() throws Exception {
        Random random = new Random();
        for (int round = 1; round <= ROUNDS; round++) {
            ChildJvm child = ChildJvm.start("128m", CrashChild.class, directory, round, "load");
            record.newRun();
            for (int lines = 2_000 + random.nextInt(15_000); lines > 0; lines--) {
                String said = child.next();
                assertThat(said)
                        .as(() -> "The child ended early:\n" + child.log())
                        .isNotNull();
                record.heard(said);
            }
            child.kill();
            for (String said = child.next(); said != null; said = child.next()) {
                record.heard(said);
            }
        }
        record.newRun();
        ChildJvm.start("128m", CrashChild.class, directory, ROUNDS + 1, "drain").listen(record::heard);

        record.verify(ROUNDS * 200);
        System.out.println("Crash test: " + ROUNDS + " rounds, " + record + ".");
    }
}
