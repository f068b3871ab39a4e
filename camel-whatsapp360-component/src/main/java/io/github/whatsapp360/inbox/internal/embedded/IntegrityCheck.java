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
 * Looks for damage in the structure of a file at the start, for as long as a start may take: a large file is not checked to its end,
 * unless there is a reason. A reason is that damage was met while the inbox was open; it is remembered in a file beside the
 * database, so that the next start checks all of it and saves what can be saved. Until then a damaged place costs what is on it.
 *
 * <p>Thread-safe.
 */
final class IntegrityCheck {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityCheck.class);

    /** Of the five seconds of a start; the rest is for reading what waits. */
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

    /** @throws SQLException with the code of a corrupt file, if damage was found */
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
            LOG.info("{} is too large to be checked to its end in {}; what is read of it is checked.", file, timeout);
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** Damage was met: the next start is to check everything. */
    void markSuspect() {
        try {
            Files.writeString(suspectMarker, "Damage was met; the next start checks the whole database.\n");
        } catch (IOException notWritable) {
            LOG.warn("It cannot be noted that {} is damaged: {}", file, notWritable.getMessage());
        }
    }

    /** Nothing is damaged any more. */
    void clearSuspect() {
        try {
            boolean unused = Files.deleteIfExists(suspectMarker);
        } catch (IOException locked) {
            LOG.debug("The next start checks {} once more.", file, locked);
        }
    }
}
