/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What is specific to a database: opening, schema, durability of a commit, classification of errors, and maintenance.
 * All other SQL is in {@link InboxTables}.
 *
 * <p>Thread-safe, except for the connections it returns.
 */
interface SqlDatabase extends AutoCloseable {

    /** The meaning of an error for the callers of a commit. */
    enum ErrorKind {
        /** No space. The transaction was rolled back; it may succeed once there is space. */
        FULL,
        /** The data of one change is invalid. The transaction was rolled back; it succeeds without that change. */
        DATA,
        /** Another connection holds a lock, or the connection was lost. The same transaction may succeed later. */
        BUSY,
        /** It is unknown what was written. The inbox must be reopened. */
        BROKEN
    }

    /**
     * Opens the database, and creates, migrates or repairs it if necessary.
     *
     * @param companions receive the recovered rows of their tables after damage
     * @throws InboxException if the database cannot be used; the message names the remedy
     */
    void open(List<CompanionTable> companions);

    /** Opens a connection in autocommit mode. Close it before {@link #close}. */
    Connection connect() throws SQLException;

    /**
     * Begins a transaction.
     *
     * @param durable whether the commit must survive a power cut when it returns. Otherwise it survives the end of the
     *     process; a later durable commit makes it durable too
     */
    void begin(Connection writer, boolean durable) throws SQLException;

    ErrorKind classify(SQLException failure);

    /** Whether a row could not be read because its page is damaged; other rows may be readable. */
    boolean isDamage(SQLException failure);

    /**
     * Runs one step of maintenance, outside of a transaction; takes some milliseconds at most.
     *
     * @param idle whether no change is waiting
     * @return whether there is more to do
     */
    boolean maintain(Connection writer, boolean idle) throws SQLException;

    /** Returns the location of the database for messages, without credentials. */
    @Override
    String toString();

    @Override
    void close();
}
