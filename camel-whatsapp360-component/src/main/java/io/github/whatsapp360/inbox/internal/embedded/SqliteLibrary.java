/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.JDBC;

/**
 * The SQLite that the application has on its class path. Only {@code inbox=embedded} needs it, and other dependency
 * management than ours may choose the version.
 *
 * <p>Guarantee: an inbox is never opened with a SQLite that is known to damage databases. Thread-safe.
 */
public final class SqliteLibrary {

    /** What brings it. */
    public static final String ARTIFACT = "org.xerial:sqlite-jdbc";

    /** The first version without the "WAL-reset bug". */
    static final String MINIMUM_VERSION = "3.51.3";

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    private SqliteLibrary() {}

    /** Whether there is one. */
    public static boolean isPresent() {
        try {
            Class.forName("org.sqlite.JDBC", false, SqliteLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }

    /**
     * Refuses to go on without it.
     *
     * @param account named in the message
     * @throws InboxException if SQLite is not on the class path
     */
    public static void requirePresent(String account) {
        if (!isPresent()) {
            throw new InboxException("inbox=embedded of account '" + account + "' needs SQLite. Add the dependency "
                    + ARTIFACT + " (" + MINIMUM_VERSION + " or newer), or choose another inbox: jdbc, memory or none.");
        }
    }

    /** Whether an account has a database there; needs no SQLite. */
    public static boolean hasFile(Path directory, String account) {
        return Files.isRegularFile(directory.resolve(FileName.of(account) + ".db"));
    }

    /**
     * Refuses to go on with a version that can damage a database.
     *
     * @throws InboxException if the SQLite that was loaded is too old
     * @throws SQLException if SQLite cannot be loaded
     */
    static void requireSupported() throws SQLException {
        requireSupported(loadedVersion());
    }

    static void requireSupported(String version) {
        if (number(version) < number(MINIMUM_VERSION)) {
            throw new InboxException("SQLite " + version + " can damage the inbox (\"WAL-reset bug\"). Expected "
                    + MINIMUM_VERSION + " or newer. Set the version of " + ARTIFACT + " to " + MINIMUM_VERSION
                    + ".0 or newer; with Spring Boot's dependency management, by the property sqlite-jdbc.version.");
        }
    }

    private static String loadedVersion() throws SQLException {
        try (Connection memory = JDBC.createConnection(JDBC.PREFIX + ":memory:", new Properties());
                Statement statement = memory.createStatement();
                ResultSet version = statement.executeQuery("select sqlite_version()")) {
            return version.next() ? version.getString(1) : "";
        }
    }

    /** What cannot be read counts as too old. */
    private static long number(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return 0;
        }
        String patch = parts.group(3);
        return Long.parseLong(parts.group(1)) * 1_000_000
                + Long.parseLong(parts.group(2)) * 1_000
                + (patch == null ? 0 : Long.parseLong(patch));
    }
}
