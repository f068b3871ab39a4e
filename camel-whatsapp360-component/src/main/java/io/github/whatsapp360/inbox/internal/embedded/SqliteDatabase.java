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
 * The SQLite database of one account: {@code <directory>/<account>.db}, in WAL mode, with a lock beside it.
 *
 * <p>Guarantee: what a durable commit wrote survives the end of the process and a power cut. A file that was damaged meanwhile
 * is set damagedFile, and all that can still be read from it is taken over. <b>Limit:</b> a disk that only claims to have written, a
 * file system that ends with its container, and a second program that changes the files while the inbox is open.
 *
 * <p>Thread-safe, but for the connections it hands out.
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

    /** With fewer free pages than this the file stays as it is: they will be used again. */
    private static final int VACUUM_THRESHOLD_PAGES = 1_024;

    private static final int MAXIMUM_PAGES_PER_VACUUM = 128;

    private static final String BUSY_TIMEOUT = "pragma busy_timeout = 1000";

    private static final String[] EACH_CONNECTION = {
        BUSY_TIMEOUT,
        "pragma cache_size = -8192",
        "pragma wal_autocheckpoint = 4000",
        "pragma journal_size_limit = 67108864",
    };

    private static final String[] NEW_DATABASE = {
        "pragma page_size = " + FileRecovery.PAGE_SIZE, "pragma auto_vacuum = incremental", "pragma journal_mode = wal",
    };

    /** What the first version of the schema noted as done with an event is kept, so that no consumer runs it again. */
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
     * @param directory made if it is missing
     * @param account names the file; any characters
     * @param clock names damaged files
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

    /** The database's file. */
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
            throw new InboxException("The inbox cannot use " + file + ": " + describe(unusable), unusable);
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
                    "The inbox in {}: {}, a forced write takes {} µs (median), {} µs (slowest of 20).",
                    file,
                    probe.type(),
                    probe.median().toNanos() / 1_000,
                    probe.slowest().toNanos() / 1_000);
            probe.warnings().forEach(warning -> LOG.warn("The inbox in {}: {}", file, warning));
        } catch (IOException unusable) {
            throw new InboxException(
                    "The inbox cannot write to " + directory + " (" + unusable
                            + "). Make it writable, or choose another with the option inboxDirectory.",
                    unusable);
        }
    }

    private static String describe(Exception unusable) {
        return unusable.getCause() instanceof NativeLibraryNotFoundException
                ? "SQLite's native library is unpacked to the directory for temporary files, and cannot be loaded from there."
                        + " Name another directory with the system property org.sqlite.tmpdir."
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
            LOG.error("The inbox in {} is damaged ({}); what can be read of it is saved.", file, failure.getMessage());
            replace(repaired, companions);
            integrity.clearSuspect();
            check();
        }
    }

    /** Fills a new file and only then lets it take the place of the damaged one, so that a crash in between loses nothing. */
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
        LOG.error("The damaged files of the inbox are kept as {}.", damagedFile);
    }

    /** Makes sure that there is a database, that it is ours, and that all of it can be read. */
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
                LOG.info("The inbox in {} has the schema of version {} now.", file, SCHEMA_VERSION);
            }
            // What an earlier process left in the WAL may only be in the memory of the operating system, if its last
            // force
            // failed. Writing it to the database proper and forcing that leaves nothing to doubt.
            statement.execute("pragma wal_checkpoint(truncate)");
            integrity.check(connection);
            for (String table : new String[] {"event", "seen", "dead_letter"}) {
                if (number(statement, "select count(*) from sqlite_master where name = '" + table + "'") == 0) {
                    throw new SQLException("The table " + table + " is missing.", "", SQLITE_CORRUPT);
                }
            }
        }
    }

    /** Makes the tables in a new file and sees to it that the file survives a power cut. */
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

    /** All of it or nothing. A statement that fails ends with its connection, and so does the transaction. */
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
     * How many events wait in the files of an account, which nobody opens as an inbox: for one whose events are kept
     * elsewhere by now. Changes nothing.
     *
     * @return 0 if there are no files, or they cannot be read
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
            LOG.debug("It cannot be warned whether events wait in {}", file, unreadable);
            return 0;
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Properties settings = new Properties();
        // Else each insert is followed by a query for its row number, which nobody wants to know.
        settings.setProperty(SQLiteConfig.Pragma.JDBC_GET_GENERATED_KEYS.pragmaName, "false");
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file, settings);
        if (connection == null) {
            throw new SQLException("The SQLite driver does not take " + JDBC.PREFIX + file);
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
     * Whether the operating system did not take what was to be appended to the log, or to its index: a quota, a limit
     * for the size of files, a file system that is read-only now. What was committed before is untouched, and SQLite
     * goes by the end of the last commit, so that the next attempt begins at the same place. A force that failed
     * ({@code SQLITE_IOERR_FSYNC}) is not among them: what it should have written may be lost although the next force
     * succeeds.
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
     * When idle writes the WAL to the database, and empties it unless somebody is reading; then gives free pages back
     * to the disk in small steps. Waits for nobody.
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
            // Not execute: that would give back one page only, the first step of the statement.
            int unused = statement.executeUpdate("pragma incremental_vacuum(" + MAXIMUM_PAGES_PER_VACUUM + ")");
            return number(statement, "pragma freelist_count") < free;
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
                LOG.warn("The lock of the inbox in {} could not be given back: {}", file, given.getMessage());
            }
            lock = null;
        }
    }
}
