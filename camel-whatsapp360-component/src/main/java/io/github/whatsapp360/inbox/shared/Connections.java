package io.github.whatsapp360.inbox.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends a connection of the user's data source for one piece of work, in which all that is sent at once is a transaction of its own.
 *
 * <p>Thread-safe.
 */
public final class Connections {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Without an answer for so long a connection counts as broken: a server that vanished says nothing. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final DataSource dataSource;
    private volatile String place = "the database";

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

    /** Does a piece of work. */
    public <T> T use(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            int timeout = connection.getNetworkTimeout();
            try {
                if (!autoCommit) {
                    connection.setAutoCommit(true);
                }
                connection.setNetworkTimeout(Runnable::run, (int) LONGEST_SILENCE.toMillis());
                return work.with(connection);
            } finally {
                giveBack(connection, autoCommit, timeout);
            }
        }
    }

    private static void giveBack(Connection connection, boolean autoCommit, int timeout) {
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
    void calledLike(String name) {
        place = name;
    }

    @Override
    public String toString() {
        return place;
    }
}
