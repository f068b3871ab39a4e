/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.inbox.InboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates or migrates the tables, and checks their version.
 *
 * <p>Confined to one thread.
 */
final class PostgresSchema {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSchema.class);

    static final int VERSION = 2;

    private static final String SCRIPT = "postgresql.sql";
    private static final String MIGRATION = "postgresql-1-to-2.sql";

    /** Tables that a store of version 2 need not have yet. */
    private static final String CUSTOMERS = "postgresql-customers.sql";

    /** Only the tables of the inbox: the bridges have tables of the same prefix, maybe of another user. */
    private static final String NOT_PERMITTED = """
            select coalesce('grant select, insert, update, delete on ' || string_agg(relname, ', ' order by relname)
              || ' to ' || quote_ident(current_user), '')
            from pg_class
            where relkind in ('r', 'p') and relname in ('whatsapp360_event', 'whatsapp360_turn', 'whatsapp360_node',
                'whatsapp360_seen', 'whatsapp360_dead_letter', 'whatsapp360_service_window', 'whatsapp360_customer',
                'whatsapp360_customer_id', 'whatsapp360_sent', 'whatsapp360_opt_out', 'whatsapp360_billed',
                'whatsapp360_number')
              and pg_table_is_visible(oid)
              and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
                and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))""";

    /** Only one of several starting nodes creates the tables. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(360360360)";

    /** A node of the first version renews its lease every second. */
    private static final Duration HEARTBEAT_CHECK_TIMEOUT = Duration.ofMillis(2_500);

    private static final String NO_SUCH_TABLE = "42P01";

    private final Connections connections;

    PostgresSchema(Connections connections) {
        this.connections = connections;
    }

    void open() {
        try {
            int version = connections.use(connection -> {
                name(connection);
                return versionOrZero(connection);
            });
            if (version == 0) {
                version = connections.use(PostgresSchema::create);
            }
            if (version == 1) {
                refuseIfNodesRun();
                version = connections.use(PostgresSchema::migrate);
                LOG.info("The tables whatsapp360_* in {} were migrated to version {}", connections, version);
            }
            if (version != VERSION) {
                throw new InboxException(
                        "The tables whatsapp360_* in " + connections + " have another version. Expected "
                                + VERSION + ", actual " + version + ". "
                                + (version > VERSION
                                        ? "Use the version of this component that the other nodes use, or another"
                                                + " database or schema."
                                        : "Use an older version of this component, or another database or schema."));
            }
            writable();
            int unused = connections.use(PostgresSchema::addCustomers);
            permitted();
        } catch (SQLException unusable) {
            throw new InboxException(
                    "Cannot open the inbox in " + connections + ": " + unusable.getMessage(), unusable);
        }
    }

    private void name(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        connections.setName(withoutCredentials(about.getURL()));
        if (!"PostgreSQL".equals(about.getDatabaseProductName())) {
            throw new InboxException("inbox=jdbc requires PostgreSQL. Its dataSource connects to "
                    + about.getDatabaseProductName() + " at " + connections + ".");
        }
    }

    private static String withoutCredentials(String url) {
        return url.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    private static int versionOrZero(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version from whatsapp360_schema")) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException failure) {
            if (NO_SUCH_TABLE.equals(failure.getSQLState())) {
                return 0;
            }
            throw failure;
        }
    }

    private static int create(Connection connection) throws SQLException {
        return run(SCRIPT, connection, statement -> {
            try (ResultSet there = statement.executeQuery("select to_regclass('whatsapp360_schema') is null")) {
                return there.next() && there.getBoolean(1);
            }
        });
    }

    private static int migrate(Connection connection) throws SQLException {
        return run(MIGRATION, connection, statement -> versionOrZero(connection) == 1);
    }

    private static int addCustomers(Connection connection) throws SQLException {
        String missing = "select to_regclass('whatsapp360_customer') is null";
        try (Statement statement = connection.createStatement();
                ResultSet there = statement.executeQuery(missing)) {
            if (there.next() && !there.getBoolean(1)) {
                return VERSION;
            }
        }
        return run(CUSTOMERS, connection, statement -> {
            try (ResultSet there = statement.executeQuery(missing)) {
                return there.next() && there.getBoolean(1);
            }
        });
    }

    /**
     * Refuses the migration while nodes of version 1 run: they cannot use the new tables. A running node renews its
     * heartbeat every second.
     */
    private void refuseIfNodesRun() throws SQLException {
        String query = "select name, beat_at from whatsapp360_node order by id";
        List<String> running = connections.use(connection -> {
            try (Statement statement = connection.createStatement()) {
                Map<String, Long> before = heartbeats(statement, query);
                if (!before.isEmpty()) {
                    statement.execute("select pg_sleep(" + HEARTBEAT_CHECK_TIMEOUT.toMillis() / 1000.0 + ")");
                }
                Map<String, Long> after = before.isEmpty() ? before : heartbeats(statement, query);
                return after.entrySet().stream()
                        .filter(node -> !node.getValue().equals(before.get(node.getKey())))
                        .map(Map.Entry::getKey)
                        .toList();
            }
        });
        if (!running.isEmpty()) {
            throw new InboxException("The tables whatsapp360_* in " + connections
                    + " have version 1, and nodes of that version are running: " + String.join(", ", running)
                    + ". Stop them, then start this node: it migrates the tables to version " + VERSION + ".");
        }
    }

    private static Map<String, Long> heartbeats(Statement statement, String query) throws SQLException {
        Map<String, Long> heartbeats = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                heartbeats.put(row.getString(1), row.getLong(2));
            }
        }
        return heartbeats;
    }

    /** Whether a script must still be run: another node may have run it meanwhile. */
    private interface Condition {
        boolean holds(Statement statement) throws SQLException;
    }

    /** Runs a script in one transaction. */
    private static int run(String script, Connection connection, Condition needed) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level read committed");
            statement.execute(ONE_AT_A_TIME);
            if (!needed.holds(statement)) {
                return versionOrZero(connection);
            }
            statement.execute(read(script));
            connection.commit();
            return VERSION;
        } catch (SQLException failure) {
            connection.rollback();
            throw new InboxException(
                    "Cannot create or migrate the tables of the inbox (" + failure.getMessage() + "). Run "
                            + PostgresSchema.class.getPackageName().replace('.', '/') + "/" + script
                            + " of this component's jar once, as a user who may create tables.",
                    failure);
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String read(String name) {
        try (InputStream script = PostgresSchema.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script, name).readAllBytes(), UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void writable() throws SQLException {
        boolean readOnly = connections.use(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("show transaction_read_only")) {
                return row.next() && "on".equals(row.getString(1));
            }
        });
        if (readOnly) {
            throw new InboxException("The database at " + connections
                    + " is read-only: connect the dataSource to the primary, as a user with write access.");
        }
    }

    /** Tables that another user created can be used if that user has granted all that this component does. */
    private void permitted() throws SQLException {
        String missing = connections.use(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(NOT_PERMITTED)) {
                return row.next() ? row.getString(1) : "";
            }
        });
        if (!missing.isEmpty()) {
            throw new InboxException("The user of the inbox in " + connections + " lacks rights on its tables. Run, as"
                    + " their owner: " + missing + ";");
        }
    }
}
