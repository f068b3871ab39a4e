/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The database as one process has it: when that is killed, its connections are cut off and it gets no other. */
final class KillableDataSource implements DataSource {

    private final DataSource pool;
    private final Set<Connection> lent = new HashSet<>();
    private boolean killed;

    KillableDataSource(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        synchronized (this) {
            if (!killed) {
                forgetGivenBack();
                lent.add(connection);
                return connection;
            }
        }
        connection.close();
        throw new SQLException("The process was killed");
    }

    private void forgetGivenBack() throws SQLException {
        for (Connection each : Set.copyOf(lent)) {
            if (each.isClosed()) {
                lent.remove(each);
            }
        }
    }

    synchronized void kill() throws SQLException {
        killed = true;
        forgetGivenBack();
        for (Connection each : lent) {
            cut(each);
        }
    }

    private static void cut(Connection connection) throws SQLException {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException failure) {
            if (!connection.isClosed()) {
                throw failure;
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
