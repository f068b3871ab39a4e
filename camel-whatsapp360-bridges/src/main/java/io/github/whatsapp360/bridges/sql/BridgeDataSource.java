/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.bridges.internal.ApplicationBeans;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The database of a bridge: a pool of connections to a URL, or the application's own data source. The first connection
 * creates or checks the tables, and settles what an earlier run left in the middle.
 *
 * <p>Default: the only data source of the application.
 *
 * <p>Thread-safe once it is started.
 */
public final class BridgeDataSource implements DataSource, CamelContextAware {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(BridgeDataSource.class);
    private static final long CONNECTION_TIMEOUT = 5_000;

    private @Nullable CamelContext camelContext;
    private String url = "";
    private String username = "";
    private String password = "";
    private String dataSource = "";
    private String name = "whatsapp360";
    private boolean createTables = true;
    private @Nullable DataSource connections;
    private @Nullable HikariDataSource pool;
    private volatile boolean prepared;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    /** The JDBC URL of a PostgreSQL; empty for an own data source. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** The user of the database; empty for none. */
    public void setUsername(String username) {
        this.username = username;
    }

    /** The password of the user. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** The name of a bean that is the data source; empty for a URL, or the only bean of that type. */
    public void setDataSource(String dataSource) {
        this.dataSource = dataSource;
    }

    /** The name of the bridge; rows that are being sent bear it. */
    public void setName(String name) {
        this.name = name;
    }

    /** Whether tables that are not there are created. */
    public void setCreateTables(boolean createTables) {
        this.createTables = createTables;
    }

    /**
     * Connects for the first time. A database that is down is no error: it is tried again with each use.
     *
     * @throws SQLException if the tables are not as they should be
     */
    public void start() throws SQLException {
        connections = url.isEmpty() ? ofTheApplication() : pool();
        try {
            getConnection().close();
        } catch (WrongTablesException e) {
            stop();
            throw e;
        } catch (SQLException e) {
            LOG.warn("Bridge {} cannot reach its database; retrying with each use: {}", name, e.getMessage());
        }
    }

    private DataSource pool() {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        if (!username.isEmpty()) {
            settings.setUsername(username);
            settings.setPassword(password);
        }
        settings.setPoolName("whatsapp360-" + name);
        settings.setConnectionTimeout(CONNECTION_TIMEOUT);
        settings.setMinimumIdle(1);
        settings.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(settings);
        return pool;
    }

    private DataSource ofTheApplication() {
        return ApplicationBeans.find(
                camelContext, DataSource.class, dataSource, "set 'url', or name one with 'dataSource'");
    }

    /** Closes the connections that it made. */
    public void stop() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    private DataSource connections() {
        DataSource made = connections;
        if (made == null) {
            throw new IllegalStateException("The database of bridge " + name + " is not started");
        }
        return made;
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            connection.setClientInfo("ApplicationName", "whatsapp360:" + name);
            prepareOnce(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized void prepareOnce(Connection connection) throws SQLException {
        if (prepared) {
            return;
        }
        if (createTables) {
            SqlTables.create(connection);
        }
        SqlTables.check(connection);
        try (PreparedStatement statement =
                connection.prepareStatement("update whatsapp360_outbox set status = 'unknown',"
                        + " error = 'The program ended while this was being sent; it may have been sent'"
                        + " where status = 'sending' and taken_by = current_setting('application_name')")) {
            int interrupted = statement.executeUpdate();
            if (interrupted > 0) {
                LOG.warn(
                        "Bridge {} was interrupted while it sent; rows with status 'unknown' now: {}",
                        name,
                        interrupted);
            }
        }
        prepared = true;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return prepared(connections().getConnection());
    }

    @Override
    public Connection getConnection(String user, String secret) throws SQLException {
        return prepared(connections().getConnection(user, secret));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return connections().getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        connections().setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        connections().setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return connections().getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(BridgeDataSource.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return connections().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return connections().isWrapperFor(type);
    }
}
