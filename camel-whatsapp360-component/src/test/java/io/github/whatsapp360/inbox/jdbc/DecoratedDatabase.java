package io.github.whatsapp360.inbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that can be made to run out of room or to fail, and that counts its commits. */
final class DecoratedDatabase implements SqlDatabase {

    private static final int IO_ERROR = 10;

    private final SqliteDatabase database;
    private volatile Connection writer;
    volatile boolean failing;
    volatile int maximumPages = 1 << 30;

    DecoratedDatabase(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void open(List<CompanionTable> companions) {
        database.open(companions);
    }

    @Override
    public Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public void begin(Connection connection, boolean durable) throws SQLException {
        writer = connection;
        if (failing) {
            throw new SQLException("[SQLITE_IOERR_FSYNC] The disk gave up", "", IO_ERROR);
        }
        try (Statement statement = writer.createStatement()) {
            statement.execute("pragma max_page_count = " + maximumPages);
        }
        database.begin(connection, durable);
    }

    @Override
    public Trouble troubleOf(SQLException failure) {
        return database.troubleOf(failure);
    }

    @Override
    public boolean isDamage(SQLException failure) {
        return database.isDamage(failure);
    }

    @Override
    public boolean tidyUp(Connection connection, boolean idle) throws SQLException {
        return database.tidyUp(connection, idle);
    }

    @Override
    public void close() {
        database.close();
    }
}
