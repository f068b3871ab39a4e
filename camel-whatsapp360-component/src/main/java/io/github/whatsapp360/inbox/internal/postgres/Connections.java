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
 * Lends a connection of the user's data source for one piece of work, in which all that is sent at once is a transaction of its own.
 *
 * <p>Guarantee: statements that {@link #atReadCommitted} has framed run at the isolation level <em>read committed</em>,
 * whatever the pool, the user or the database has as its default; and nothing is left in the session. What {@link
 * #outsideTransaction} runs takes no part in a transaction of its caller, and does not end it.
 *
 * <p>Thread-safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Without an answer for so long a connection counts as broken: a server that vanished says nothing. */
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(20);

    /**
     * Nobody waits longer for a thread and an answer: an executor that ends at this moment may drop what it is given.
     */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);

    private final DataSource dataSource;
    private volatile String place = "the database";
    private volatile Executor threads = Connections::onNewThread;

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What is done with a connection.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it; the connection is in autocommit mode. */
        T with(Connection connection) throws SQLException;
    }

    /**
     * What is asked of the database with one or more connections.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface DatabaseCall<T> {

        /** Asks it. */
        T call() throws SQLException;
    }

    /**
     * From now on {@link #outsideTransaction} runs on these threads; before, and after {@link #stopUsingThreads}, on a new one each
     * time.
     */
    void useThreads(Executor executor) {
        threads = executor;
    }

    /** The threads are about to end; sends of routes that go on still ask. */
    void stopUsingThreads() {
        threads = Connections::onNewThread;
    }

    private static void onNewThread(Runnable call) {
        Thread thread = new Thread(call, "Whatsapp360Database");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Asks on a thread of the inbox and waits for the answer. For callers that may be inside a transaction: a data
     * source that knows transactions would lend the connection of that one, and setting it to autocommit would commit
     * it.
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
     * Frames statements so that they are one transaction at the isolation level <em>read committed</em>, and still one
     * message. A lock-first statement and the one that relies on it are wrong at any other level: the second would not
     * see what was committed while the first waited. The result of the first statement follows that of {@code begin}.
     */
    static String atReadCommitted(String statements) {
        return "begin isolation level read committed; " + statements + "; commit";
    }

    /** Does a piece of work. If it fails, a transaction that it began is rolled back. */
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
                // It may have stopped in the middle of a message: nobody may use this connection again.
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
            LOG.debug("A broken connection is given back.", broken);
        }
    }

    /** From now on this database has this name in messages. */
    void setName(String name) {
        place = name;
    }

    @Override
    public String toString() {
        return place;
    }
}
