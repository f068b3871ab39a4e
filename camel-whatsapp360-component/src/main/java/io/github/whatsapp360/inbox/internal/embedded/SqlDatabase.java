package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The one place for what differs between databases: how to get at one, its schema, what makes a commit durable, what its
 * errors mean and what it wants done when nothing else is to do. All other SQL is the same everywhere, see {@link InboxTables}.
 *
 * <p>Thread-safe, but for the connections it hands out.
 */
interface SqlDatabase extends AutoCloseable {

    /** What an error means for those who wait for a commit. */
    enum ErrorKind {
        /**
         * No room, or none that may be used. The transaction was undone; the same one may succeed when there is room.
         */
        FULL,
        /**
         * What was to be written is at fault, and nothing else. The transaction was undone; it succeeds without that.
         */
        DATA,
        /** Somebody else holds a lock, or the connection was cut. The same transaction may succeed later. */
        BUSY,
        /** What was written, or not, is not known any more. Nothing may be trusted until the inbox was opened anew. */
        BROKEN
    }

    /**
     * Makes the database ready: reachable, with the schema of this version, and all of it readable.
     *
     * @param companions are given what could be saved of their tables, if they were damaged
     * @throws InboxException if that is impossible, saying what to do
     */
    void open(List<CompanionTable> companions);

    /** A connection in autocommit mode, to be closed before {@link #close}. */
    Connection connect() throws SQLException;

    /**
     * Begins a transaction.
     *
     * @param durable whether its commit is to return only when it would survive a power cut. One that need not may return
     *     when it would survive the end of the process; a later durable one makes it durable too
     */
    void begin(Connection writer, boolean durable) throws SQLException;

    ErrorKind classify(SQLException failure);

    /**
     * Whether a row could not be read because its place on the disk is damaged, although others may be readable.
     */
    boolean isDamage(SQLException failure);

    /**
     * Does a small piece of housekeeping, for some milliseconds at most, outside of a transaction.
     *
     * @param idle whether nothing else is to do
     * @return whether there is more of it
     */
    boolean maintain(Connection writer, boolean idle) throws SQLException;

    /** For messages: where the events are, without credentials. */
    @Override
    String toString();

    @Override
    void close();
}
