/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.embedded.repair.FileRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The SQLite database of one account: {@code <directory>/<account>.db}, in WAL mode, with a lock file beside it.
 *
 * <p>Guarantee: a durable commit survives the end of the process and a power cut. A damaged file is renamed, and
 * everything readable is copied to a new one. <b>Limit:</b> a disk that acknowledges writes without performing them, a
 * file system that is deleted with its container, and another program that changes the files while the inbox is open.
 *
 * <p>Thread-safe, except for the connections it returns.
 */
public final class SqliteDatabase implements SqlDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private static final int SCHEMA_VERSION = 2;

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    static final int SQLITE_CORRUPT = 11;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_TOOBIG = 18;
    private static final int SQLITE_CONSTRAINT = 19;
    private static final int SQLITE_MISMATCH = 20;
    private static final int SQLITE_RANGE = 25;
    private static final int SQLITE_NOTADB = 26;

    /** With fewer free pages than this the file is not shrunk: the pages are reused. */
    private static final int VACUUM_THRESHOLD_PAGES = 1_024;

    private static final int MAXIMUM_PAGES_PER_VACUUM = 128;

    private static final String BUSY_TIMEOUT = "pragma busy_timeout = 1000";

    /**
     * What is deleted is overwritten where its page is written anyway; {@link #eraseFreePages} drops the other pages.
     */
    private static final String[] EACH_CONNECTION = {
        BUSY_TIMEOUT,
        "pragma secure_delete = fast",
        "pragma cache_size = -8192",
        "pragma wal_autocheckpoint = 4000",
        "pragma journal_size_limit = 67108864",
    };

    private static final String[] NEW_DATABASE = {
        "pragma page_size = " + FileRecovery.PAGE_SIZE, "pragma auto_vacuum = incremental", "pragma journal_mode = wal",
    };

    /** The record of schema version 1 of who is done with an event is kept, so that no consumer runs it again. */
    private static final String[] FROM_FIRST_VERSION = {
        "alter table event rename column progress to subscription",
        "update event set subscription = char(10) || subscription where subscription is not null",
        "alter table dead_letter add column subscription text",
        "pragma user_version = 2",
    };

    static final String[] SCHEMA = {
        "create table event (id integer primary key, key text not null, conversation text not null, kind text not null,"
                + " stored_at integer not null, checksum integer not null, due integer, attempts integer not null,"
                + " subscription text, body blob not null)",
        "create table seen (hash blob primary key, stored_at integer not null) without rowid",
        "create table dead_letter (id integer primary key autoincrement, key text not null, conversation text not null,"
                + " kind text not null, stored_at integer not null, attempts integer not null,"
                + " buried_at integer not null, problem text not null, checksum integer not null, body blob not null,"
                + " subscription text)",
        "pragma user_version = " + SCHEMA_VERSION,
    };

    private final Path directory;
    private final Path file;
    private final Clock clock;
    private @Nullable DirectoryLock lock;
    private final IntegrityCheck integrity;
    private final WalSizeMonitor walSize;
    private boolean durable = true;

    /**
     * @param directory created if it is missing
     * @param account account name, the base of the file name; any characters
     * @param clock the time in the names of damaged files
     */
    public SqliteDatabase(Path directory, String account, Clock clock) {
        this(directory, account, clock, IntegrityCheck.CHECK_TIMEOUT);
    }

    SqliteDatabase(Path directory, String account, Clock clock, Duration checkTimeout) {
        this.directory = directory.toAbsolutePath().normalize();
        this.file = this.directory.resolve(FileName.of(account) + ".db");
        this.clock = clock;
        this.integrity = new IntegrityCheck(file, checkTimeout);
        this.walSize = new WalSizeMonitor(file);
    }

    /** The database file. */
    public Path file() {
        return file;
    }

    @Override
    public void open(List<CompanionTable> companions) {
        boolean opened = false;
        try {
            SqliteLibrary.requireSupported();
            lockDirectory();
            openOrReplace(companions);
            opened = true;
        } catch (SQLException | IOException unusable) {
            throw new InboxException("Cannot use " + file + ": " + describe(unusable), unusable);
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private void lockDirectory() {
        try {
            Files.createDirectories(directory);
            lock = DirectoryLock.take(directory, file.getFileName() + ".lock");
            DeviceProbe probe = DeviceProbe.measure(directory);
            LOG.info(
                    "Inbox {}: file system {}, forced write {} µs (median), {} µs (slowest of 20)",
                    file,
                    probe.type(),
                    probe.median().toNanos() / 1_000,
                    probe.slowest().toNanos() / 1_000);
            probe.warnings().forEach(warning -> LOG.warn("Inbox {}: {}", file, warning));
        } catch (IOException unusable) {
            throw new InboxException(
                    "Cannot write to " + directory + " (" + unusable
                            + "). Make the directory writable, or set the option inboxDirectory.",
                    unusable);
        }
    }

    private static String describe(Exception unusable) {
        return unusable.getCause() instanceof NativeLibraryNotFoundException
                ? "the native library of SQLite is unpacked to the directory for temporary files and cannot be"
                        + " loaded from there. Set the system property org.sqlite.tmpdir to another directory."
                : String.valueOf(unusable.getMessage());
    }

    private void openOrReplace(List<CompanionTable> companions) throws SQLException, IOException {
        Path repaired = file.resolveSibling(file.getFileName() + ".saved");
        if (Files.exists(repaired) && !Files.exists(file)) {
            Files.move(repaired, file);
        }
        FileRecovery.reportLogDamage(file);
        try {
            check();
        } catch (SQLException failure) {
            if (!isDamage(failure)) {
                throw failure;
            }
            LOG.error("Inbox {} is damaged ({}); recovering the readable part", file, failure.getMessage());
            replace(repaired, companions);
            integrity.clearSuspect();
            check();
        }
    }

    /** Fills a new file, then replaces the damaged one, so that a crash in between loses nothing. */
    private void replace(Path repaired, List<CompanionTable> companions) throws SQLException, IOException {
        Path damagedFile = RecoveredRows.damagedFileName(file, clock);
        Files.deleteIfExists(repaired);
        try (Connection connection = connect(repaired);
                InboxTables tables = new InboxTables(connection)) {
            create(connection);
            begin(connection, true);
            RecoveredRows.copy(file, clock, tables, companions);
            tables.commit();
        }
        Files.move(file, damagedFile);
        for (String part : new String[] {"-wal", "-shm"}) {
            Path source = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(source)) {
                Files.move(source, damagedFile.resolveSibling(damagedFile.getFileName() + part));
            }
        }
        Files.move(repaired, file);
        DurableFiles.forceDirectory(directory);
        LOG.error("The damaged files of the inbox are kept as {}", damagedFile);
    }

    /** Creates or migrates the database, and checks its integrity. */
    private void check() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            int version = number(statement, "pragma user_version");
            if (version > SCHEMA_VERSION) {
                throw new InboxException("The inbox in " + file + " was written by a newer version. Expected schema "
                        + SCHEMA_VERSION + ", actual " + version + ". Use that version, or another inboxDirectory.");
            }
            if (version == 0 && number(statement, "select count(*) from sqlite_master") == 0) {
                create(connection);
            }
            if (version == 1) {
                transact(statement, FROM_FIRST_VERSION);
                LOG.info("Inbox {} was migrated to schema version {}", file, SCHEMA_VERSION);
            }
            // After a failed force of an earlier process, the content of the WAL may only be in the page cache of the
            // operating system. A checkpoint writes it to the database and forces that.
            statement.execute("pragma wal_checkpoint(truncate)");
            integrity.check(connection);
            for (String table : new String[] {"event", "seen", "dead_letter"}) {
                if (number(statement, "select count(*) from sqlite_master where name = '" + table + "'") == 0) {
                    throw new SQLException("The table " + table + " is missing.", "", SQLITE_CORRUPT);
                }
            }
        }
    }

    /** Creates the tables in a new file and makes the file durable. */
    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String pragma : NEW_DATABASE) {
                statement.execute(pragma);
            }
            transact(statement, SCHEMA);
            statement.execute("pragma wal_checkpoint(truncate)");
        }
        DurableFiles.forceDirectory(directory);
    }

    /** Runs all statements or none. After a failure the connection is closed, which rolls back the transaction. */
    private static void transact(Statement statement, String[] changes) throws SQLException {
        statement.execute("begin immediate");
        for (String change : changes) {
            statement.execute(change);
        }
        statement.execute("commit");
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(file);
    }

    /**
     * Counts the waiting events in the files of an account that now uses another inbox. Changes nothing.
     *
     * @return 0 also if there are no files, or they cannot be read
     */
    public static long waitingIn(Path directory, String account) {
        Path file = directory.resolve(FileName.of(account) + ".db");
        if (!Files.isRegularFile(file)) {
            return 0;
        }
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from event")) {
            return count.next() ? count.getLong(1) : 0;
        } catch (SQLException unreadable) {
            LOG.debug("Cannot count the waiting events in {}", file, unreadable);
            return 0;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Properties settings = new Properties();
        // Otherwise each insert is followed by a query for its row id.
        settings.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file, settings);
        if (connection == null) {
            throw new SQLException("The SQLite driver does not accept " + JDBC.PREFIX + file);
        }
        try (Statement statement = connection.createStatement()) {
            for (String pragma : EACH_CONNECTION) {
                statement.execute(pragma);
            }
            statement.execute("pragma synchronous = full");
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }

    @Override
    public void begin(Connection writer, boolean durable) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            if (durable != this.durable) {
                statement.execute(durable ? "pragma synchronous = full" : "pragma synchronous = normal");
                this.durable = durable;
            }
            statement.execute("begin immediate");
        }
    }

    @Override
    public ErrorKind classify(SQLException failure) {
        if (isRefusedWrite(failure)) {
            return ErrorKind.FULL;
        }
        return switch (failure.getErrorCode()) {
            case SQLITE_FULL -> ErrorKind.FULL;
            case SQLITE_BUSY, SQLITE_LOCKED -> ErrorKind.BUSY;
            case SQLITE_TOOBIG, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_RANGE -> ErrorKind.DATA;
            default -> {
                boolean unused = isDamage(failure);
                yield ErrorKind.BROKEN;
            }
        };
    }

    /**
     * Whether the operating system refused to append to the log or its index: a quota, a file size limit, a file system
     * that became read-only. Earlier commits are intact; SQLite continues after the last commit. A failed force ({@code
     * SQLITE_IOERR_FSYNC}) is not included: its data may be lost even if the next force succeeds.
     */
    private static boolean isRefusedWrite(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_WRITE
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    @Override
    public boolean isDamage(SQLException failure) {
        boolean damage = failure.getErrorCode() == SQLITE_CORRUPT || failure.getErrorCode() == SQLITE_NOTADB;
        if (damage) {
            integrity.markSuspect();
        }
        return damage;
    }

    /**
     * When idle, runs a checkpoint and truncates the WAL unless a reader uses it; then returns free pages to the file
     * system in small steps. Never waits for readers.
     */
    @Override
    public boolean maintain(Connection writer, boolean idle) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            if (idle) {
                statement.execute("pragma busy_timeout = 0");
                try {
                    statement.execute("pragma wal_checkpoint(truncate)");
                } finally {
                    statement.execute(BUSY_TIMEOUT);
                }
            }
            walSize.check();
            int free = number(statement, "pragma freelist_count");
            if (free <= VACUUM_THRESHOLD_PAGES || free <= number(statement, "pragma page_count") / 4) {
                return false;
            }
            // Not execute: that would run only the first step of the statement and free one page.
            int unused = statement.executeUpdate("pragma incremental_vacuum(" + MAXIMUM_PAGES_PER_VACUUM + ")");
            return number(statement, "pragma freelist_count") < free;
        }
    }

    /**
     * Returns all free pages to the file system, in the current transaction: they may contain what was deleted. The
     * next checkpoint removes it from the log too.
     */
    public static void eraseFreePages(Connection writer) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            int unused = statement.executeUpdate("pragma incremental_vacuum(" + Integer.MAX_VALUE + ")");
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException given) {
                LOG.warn("Inbox {}: the lock could not be released: {}", file, given.getMessage());
            }
            lock = null;
        }
    }
}
