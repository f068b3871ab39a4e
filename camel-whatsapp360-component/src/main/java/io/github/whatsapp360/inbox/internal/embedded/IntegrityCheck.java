/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;

/**
 * Checks the structure of a database file at the start, within a time limit: a large file is not checked to its end,
 * unless damage was found while the inbox was open. Such damage is recorded in a file beside the database; the next
 * start then checks the whole database and recovers what is readable. Until then the events on the damaged page are not
 * available.
 *
 * <p>Thread-safe.
 */
final class IntegrityCheck {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityCheck.class);

    /** Share of the five seconds of a start; the rest is for reading the waiting events. */
    static final Duration CHECK_TIMEOUT = Duration.ofMillis(1_500);

    private static final int STEPS_BETWEEN_DEADLINE_CHECKS = 1_000;
    private static final int SQLITE_INTERRUPT = 9;

    private final Path file;
    private final Path suspectMarker;
    private final Duration timeout;
    private final LongSupplier nanoTime = System::nanoTime;

    IntegrityCheck(Path file, Duration timeout) {
        this.file = file;
        this.suspectMarker = file.resolveSibling(file.getFileName() + ".suspect");
        this.timeout = timeout;
    }

    /**
     * Runs the check.
     * @throws SQLException with the code of a corrupt file, if damage was found
     */
    void check(Connection connection) throws SQLException {
        boolean complete = Files.exists(suspectMarker);
        long end = nanoTime.getAsLong() + timeout.toNanos();
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_DEADLINE_CHECKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return complete || nanoTime.getAsLong() - end < 0 ? 0 : 1;
            }
        });
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("pragma quick_check(1)")) {
            if (answer.next() && !"ok".equals(answer.getString(1))) {
                throw new SQLException(answer.getString(1).replace('\n', ' '), "", SqliteDatabase.SQLITE_CORRUPT);
            }
            clearSuspect();
        } catch (SQLException failure) {
            if (failure.getErrorCode() != SQLITE_INTERRUPT) {
                throw failure;
            }
            LOG.info(
                    "{} is too large for a complete integrity check within {}; events are verified when they are read",
                    file,
                    timeout);
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** Records damage: the next start checks the whole database. */
    void markSuspect() {
        try {
            Files.writeString(suspectMarker, "Damage was found; the next start checks the whole database.\n");
        } catch (IOException notWritable) {
            LOG.warn("Cannot record that {} is damaged: {}", file, notWritable.getMessage());
        }
    }

    /** Removes the record of damage. */
    void clearSuspect() {
        try {
            boolean unused = Files.deleteIfExists(suspectMarker);
        } catch (IOException locked) {
            LOG.debug("The next start checks {} again.", file, locked);
        }
    }
}
