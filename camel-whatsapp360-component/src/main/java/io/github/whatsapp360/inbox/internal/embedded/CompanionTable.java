/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A further table in the database of the inbox. It changes in the same transaction that stores the events: after a
 * crash, both changes are there or neither.
 *
 * <p>Called on the writer thread, which every response waits for: be quick, and never commit.
 */
public interface CompanionTable {

    /** Creates the table if it is missing. Called at each start, in a transaction. */
    void create(Connection connection) throws SQLException;

    /**
     * Called for each row of a table {@code without rowid}, of this companion or another, that was found in a damaged
     * database. Called before {@link #create}, in a transaction on the database that replaces the damaged one. Old
     * versions of a row may be found too.
     *
     * @param row the columns, the primary key first: each a {@link Long}, {@link String}, {@code byte[]} or null
     */
    default void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {}

    /**
     * Called in the transaction that stores events; again for the same events if the transaction was rolled back.
     *
     * @param events the new events of one delivery, in order; not empty
     */
    default void stored(Connection connection, List<InboxEvent> events) throws SQLException {}

    /** The inbox was closed. It may be opened again. */
    default void close() {}

    /**
     * A change of companion tables that is written with the events of one delivery; see {@link
     * EmbeddedInbox#store(List, Entry)}.
     */
    @FunctionalInterface
    interface Entry {

        /**
         * Called first, in the transaction that stores the events of the delivery.
         *
         * @param delivery the events of the delivery
         * @return the events to store: the same ones with the same keys in the same order, and further ones behind them
         */
        default List<InboxEvent> prepare(Connection connection, List<InboxEvent> delivery) throws SQLException {
            return delivery;
        }

        /** Writes the change. Called again if the transaction was rolled back or the delivery is repeated. */
        void write(Connection connection) throws SQLException;

        /** Called after the commit, before the events can be claimed. Must not block. */
        default void committed() {}

        /** Returns an entry that makes both changes. */
        default Entry and(Entry other) {
            Entry first = this;
            return new Entry() {
                @Override
                public List<InboxEvent> prepare(Connection connection, List<InboxEvent> delivery) throws SQLException {
                    return other.prepare(connection, first.prepare(connection, delivery));
                }

                @Override
                public void write(Connection connection) throws SQLException {
                    first.write(connection);
                    other.write(connection);
                }

                @Override
                public void committed() {
                    first.committed();
                    other.committed();
                }
            };
        }
    }
}
