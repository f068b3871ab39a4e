package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table beside those of the inbox, in the same database, that changes in the same transaction in which events are stored: both
 * are there after a crash, or neither.
 *
 * <p>Called on the thread of the writer, which every answer waits for: do little there, and never commit.
 */
public interface CompanionTable {

    /** Makes the table if it is missing; called at each start, in a transaction. */
    void create(Connection connection) throws SQLException;

    /**
     * A row of a table {@code without rowid}, of this companion or of another, was found in a damaged database and is to be saved.
     * Called before {@link #create}, in a transaction on the database that takes the place of the damaged one. Old versions of a
     * row may be found too.
     *
     * @param row its columns, the primary key first: each a {@link Long}, {@link String}, {@code byte[]} or null
     */
    default void recovered(Connection connection, List<@Nullable Object> row) throws SQLException {}

    /**
     * Events are being stored. May be called again for the same ones if the transaction was undone.
     *
     * @param events those of one delivery that are no duplicates, in order; not empty
     */
    default void stored(Connection connection, List<InboxEvent> events) throws SQLException {}

    /** The inbox is closed, and will be opened anew or not at all. */
    default void close() {}

    /** What is written into companion tables together with the events of one delivery, see {@link EmbeddedInbox#store(List, Entry)}. */
    @FunctionalInterface
    interface Entry {

        /** Writes it. May be called again if the transaction was undone, and so may the whole delivery if it came twice. */
        void write(Connection connection) throws SQLException;

        /** What was written last is committed, and nobody has heard of the events yet. Must not block. */
        default void committed() {}
    }
}
