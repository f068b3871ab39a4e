/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A database server whose clock is moved by hand. It serves all histories, one after the other. */
final class ReceivingPostgres implements AutoCloseable {

    /** Found before the system's function of this name, by what {@link #SEARCH_PATH} says. */
    private static final String[] CLOCK = {
        "create schema histories",
        "create table histories.clock (now timestamptz not null)",
        "insert into histories.clock values (now())",
        "create function histories.statement_timestamp() returns timestamptz language sql stable as"
                + " 'select now from histories.clock'",
        "set synchronous_commit to off",
    };

    private static final String SEARCH_PATH = "set search_path to histories, pg_catalog";

    private static final String EMPTY = """
            do $$ declare t text; begin
              for t in select tablename from pg_tables
                where schemaname = 'histories' and tablename like 'whatsapp360%' and tablename <> 'whatsapp360_schema'
              loop execute 'delete from histories.' || t; end loop;
            end $$""";

    /** The table is missing as long as no inbox has been opened. */
    private static final String END_LEASES = "do $$ begin"
            + " if to_regclass('histories.whatsapp360_node') is not null then"
            + " delete from histories.whatsapp360_node; end if; end $$";

    private static final int MOST_CONNECTIONS = 8;

    private final Postgres server;
    private final Connection control;
    private final HikariDataSource pool;

    /** @param directory where the server keeps its files; empty */
    ReceivingPostgres(Path directory) throws Exception {
        server = Postgres.start(directory);
        control = server.connect();
        for (String sql : CLOCK) {
            execute(sql);
        }
        pool = newPool();
    }

    private void execute(String sql) {
        try (Statement statement = control.createStatement()) {
            boolean unused = statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** For one history: with empty tables. */
    ReceivingStore store() {
        execute(EMPTY);
        return new Store();
    }

    private HikariDataSource newPool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setUsername("postgres");
        config.setConnectionInitSql(SEARCH_PATH);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private final class Store implements ReceivingStore {

        private @Nullable KillableDataSource current;

        @Override
        public void configure(Whatsapp360Component component) {
            current = new KillableDataSource(pool);
            component.getConfiguration().setDataSource(current);
        }

        /** It has no connection any more, and its lease ends at once. */
        @Override
        public void kill() throws SQLException {
            Objects.requireNonNull(current).kill();
            execute(END_LEASES);
        }

        @Override
        public void setTime(Instant now) {
            execute("update histories.clock set now = '" + now + "'");
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() throws IOException {
        try {
            pool.close();
            control.close();
        } catch (SQLException broken) {
            throw new IOException(broken);
        } finally {
            server.close();
        }
    }
}
