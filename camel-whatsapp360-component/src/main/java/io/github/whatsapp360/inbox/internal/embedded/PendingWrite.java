package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.sql.SQLException;

/**
 * Something to be written. It is applied in a transaction together with others and learns what became of it. When its
 * transaction is undone it may be applied again.
 *
 * <p>Confined to the thread of its {@link CommitLoop}, once it was handed over.
 */
@FunctionalInterface
interface PendingWrite {

    /** Makes the change, in a transaction that others share. */
    void apply(InboxTables tables) throws SQLException;

    /** The transaction was committed. Must not block. */
    default void committed() {}

    /** It was not written and will not be. Must not block. */
    default void failed(InboxException why) {}

    /**
     * Whether somebody waits for the commit, which then has to survive a power cut. Nobody is waiting for the others: they
     * are tried again until they are written, and should they be lost in a crash, events run again that had run already.
     */
    default boolean isAwaited() {
        return false;
    }

    /** How much there is to write. */
    default int bytes() {
        return 0;
    }
}
