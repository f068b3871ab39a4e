/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that can simulate missing space and failures, and counts its commits. */
final class DecoratedDatabase implements SqlDatabase {

    private static final int IO_ERROR = 10;

    private final SqliteDatabase database;
    private volatile Connection writer;
    volatile boolean failing;
    /** Thrown by commits. */
    volatile Error error;

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
        Connection connection = database.connect();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = invoke(connection, method, arguments);
            return "prepareStatement".equals(method.getName()) && "commit".equals(arguments[0])
                    ? failing((PreparedStatement) result)
                    : result;
        });
    }

    private PreparedStatement failing(PreparedStatement commit) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (error != null && method.getName().startsWith("execute")) {
                throw error;
            }
            return invoke(commit, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
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
    public ErrorKind classify(SQLException failure) {
        return database.classify(failure);
    }

    @Override
    public boolean isDamage(SQLException failure) {
        return database.isDamage(failure);
    }

    @Override
    public boolean maintain(Connection connection, boolean idle) throws SQLException {
        return database.maintain(connection, idle);
    }

    @Override
    public void close() {
        database.close();
    }
}
