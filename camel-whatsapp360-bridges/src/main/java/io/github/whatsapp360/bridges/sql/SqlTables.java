/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The tables that the bridges to PostgreSQL use: creates them, or checks that they are there as they should be. */
final class SqlTables {

    /** The version of the tables that this library knows. */
    static final int VERSION = 1;

    private static final String FILE = "/whatsapp360/sql/tables.sql";
    private static final Pattern TABLE =
            Pattern.compile("create table if not exists (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^ {4}(?!primary key|check)(\\w+) ", Pattern.MULTILINE);
    private static final long LOCK = 360_360_360L;

    private SqlTables() {}

    /** Creates what is not there. Several programs may do so at once. */
    static void create(Connection connection) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            statement.execute(definition());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(before);
        }
    }

    /**
     * Checks that all tables and columns are there.
     *
     * @throws SQLException with a message that names all that is missing
     */
    static void check(Connection connection) throws SQLException {
        Set<String> found = columns(connection);
        List<String> missing = new ArrayList<>();
        TABLE.matcher(definition()).results().forEach(table -> COLUMN.matcher(table.group(2))
                .results()
                .map(column -> table.group(1) + "." + column.group(1))
                .filter(column -> !found.contains(column))
                .forEach(missing::add));
        if (!missing.isEmpty()) {
            throw new WrongTablesException("The database lacks the columns " + String.join(", ", missing)
                    + "; set createTables=true, or run the script tables.sql of the documentation");
        }
        int version = version(connection);
        if (version != VERSION) {
            throw new WrongTablesException(
                    "The tables have version " + version + " and this library needs version " + VERSION);
        }
    }

    private static Set<String> columns(Connection connection) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select table_name, column_name from information_schema.columns"
                                + " where table_schema = any (current_schemas(false)) and table_name like ?");
                ResultSet rows = query(statement, "whatsapp360\\_%")) {
            while (rows.next()) {
                columns.add(rows.getString(1) + "." + rows.getString(2));
            }
        }
        return columns;
    }

    private static ResultSet query(PreparedStatement statement, String parameter) throws SQLException {
        statement.setString(1, parameter);
        return statement.executeQuery();
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select max(version) from whatsapp360_schema")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String definition() {
        try (InputStream file = SqlTables.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
