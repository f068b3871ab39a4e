/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends connections of the application's data source. Each message to the database is a transaction of its own.
 *
 * <p>Guarantee: statements that {@link #atReadCommitted} has framed run at the isolation level <em>read committed</em>,
 * whatever the default of the pool, the user or the database is. The session is left unchanged. Calls through {@link
 * #outsideTransaction} do not take part in a transaction of the caller, and do not end it.
 *
 * <p>Thread-safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Read timeout of a connection; a connection without a response for longer counts as broken. */
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(20);

    /** Timeout of a call, including the wait for a thread. An executor that is shutting down may drop a task. */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    private final DataSource dataSource;
    private volatile String place = "the database";
    private volatile Executor threads = Connections::onNewThread;

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Work that uses a connection.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Work<T> {

        /** Does the work. The connection is in autocommit mode. */
        T with(Connection connection) throws SQLException;
    }

    /**
     * A call to the database that borrows its connections itself.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface DatabaseCall<T> {

        /** Makes the call. */
        T call() throws SQLException;
    }

    /**
     * Makes {@link #outsideTransaction} use these threads. Before, and after {@link #stopUsingThreads}, each call runs
     * on a new thread.
     */
    void useThreads(Executor executor) {
        threads = executor;
    }

    /** Stops using the threads, which are about to end. Later calls run on new threads. */
    void stopUsingThreads() {
        threads = Connections::onNewThread;
    }

    private static void onNewThread(Runnable call) {
        Thread thread = new Thread(call, "Whatsapp360Database");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Makes the call on a thread of the inbox and waits for the result. For callers that may be inside a transaction: a
     * transaction-aware data source would lend the connection of that transaction, and setting it to autocommit would
     * commit it.
     */
    public <T> T outsideTransaction(DatabaseCall<T> call) throws SQLException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(call.call());
            } catch (SQLException | RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.orTimeout(CALL_TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            throw cause instanceof SQLException known ? known : new SQLException(String.valueOf(cause), cause);
        }
    }

    /**
     * Frames statements as one transaction at isolation level <em>read committed</em>, sent as one message. A statement
     * that locks and a second one that relies on it need this level: at any other, the second would not see what was
     * committed while the first waited. The result of the first statement follows that of {@code begin}.
     */
    static String atReadCommitted(String statements) {
        return "begin isolation level read committed; " + statements + "; commit";
    }

    /** Does the work with a borrowed connection. After a failure its transaction is rolled back. */
    public <T> T use(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int timeout = connection.getNetworkTimeout();
            try {
                if (!autoCommit) {
                    connection.setAutoCommit(true);
                }
                connection.setNetworkTimeout(Runnable::run, (int) NETWORK_TIMEOUT.toMillis());
                return work.with(connection);
            } catch (SQLException failure) {
                rollBack(connection);
                throw failure;
            } catch (Error failure) {
                // The failure may have interrupted a message: the connection cannot be used again.
                connection.abort(Runnable::run);
                throw failure;
            } finally {
                restore(connection, autoCommit, timeout);
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            if (!connection.isClosed()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("rollback");
                }
            }
        } catch (SQLException broken) {
            LOG.debug("A broken connection was not rolled back.", broken);
        }
    }

    private static void restore(Connection connection, boolean autoCommit, int timeout) {
        try {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, timeout);
                if (!autoCommit) {
                    connection.setAutoCommit(false);
                }
            }
        } catch (SQLException broken) {
            LOG.debug("A broken connection is returned.", broken);
        }
    }

    /** Sets the name of the database in messages. */
    void setName(String name) {
        place = name;
    }

    @Override
    public String toString() {
        return place;
    }
}
