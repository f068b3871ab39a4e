/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.scale;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * Fills tables of an embedded inbox that has been opened once, in the order of their keys, because as many deliveries
 * would take hours. What is in them is as real as if it had come one by one; the pages are fuller.
 */
final class Filling {

    private static final String NUMBERS =
            "with recursive n(i) as (select 0 union all select i + 1 from n where i < %d - 1) ";

    private Filling() {}

    /** So many remembered keys. */
    static void keys(Path directory, int count) throws SQLException {
        long step = 0xffff_ffffL / count;
        fill(
                directory,
                String.format(NUMBERS, count)
                        + "insert into seen (hash, stored_at) select unhex(printf('%08x%024x', i * " + step + ", i)), "
                        + Instant.now().toEpochMilli() + " from n");
    }

    /** So many windows, among them those of the customers that deliver. */
    static void windows(Path directory, int count) throws SQLException {
        long now = Instant.now().getEpochSecond();
        fill(
                directory,
                String.format(NUMBERS, count)
                        + "insert into service_window (id, wrote, templated, seen_open, seen_closed)"
                        + " select cast(491700000000 + i as text), " + now + ", 0, 0, 0 from n");
    }

    private static void fill(Path directory, String insert) throws SQLException {
        String url = "jdbc:sqlite:" + directory.resolve(InboxRole.ACCOUNT + ".db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma synchronous = off");
            statement.execute("pragma cache_size = -65536");
            statement.execute("begin");
            statement.execute(insert);
            statement.execute("commit");
            statement.execute("pragma wal_checkpoint(truncate)");
        }
    }
}
