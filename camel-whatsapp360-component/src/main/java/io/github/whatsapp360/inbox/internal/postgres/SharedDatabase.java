package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place for what differs between databases that several nodes share: an account's events, turns, keys and dead letters.
 * Another database needs another implementation, and the tests of this package to run against it.
 *
 * <p>Guarantee of each method: it is one transaction, durable when it returns, and holds no lock once it has failed, hangs or is
 * cut off for longer than the database needs for a statement. Instants are the database's. A method that failed may have had its
 * effect all the same; calling it again does no harm.
 *
 * <p>Thread-safe.
 */
interface SharedDatabase {

    /** What a failure means for the inbox. */
    enum ErrorKind {
        /** No room. It may succeed when there is room. */
        FULL,
        /** Another transaction was in the way: the same again may succeed at once. */
        CONFLICT,
        /** What was to be written is at fault, and nothing else. */
        DATA,
        /** This node was given up by another one and has to join anew. */
        DECLARED_DEAD,
        /** The database is not there, or does not do what it is asked. */
        DOWN
    }

    /** An event on its way in: the hash names it, the lane is that of its conversation and subscription. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NewEvent(byte[] hash, long conversationHash, InboxEvent event) {}

    /**
     * A turn that this node has now.
     *
     * @param fence tells it from earlier and later turns of the same conversation
     */
    record ConversationLock(
            long conversationHash,
            long fence,
            long id,
            InboxEvent event,
            int attempts,
            Instant storedAt,
            boolean recovered) {}

    /** How a turn ended. */
    enum Ending {
        COMPLETED,
        BURIED,
        RETRIED,
        RELEASED
    }

    /**
     * The end of a turn.
     *
     * @param node who had it
     * @param lock which one
     * @param delay before the next one of the same event
     * @param attempts how often it has failed by now
     * @param note the problem of one that is buried
     */
    record Settlement(
            long node,
            SettledLock lock,
            Ending ending,
            Duration delay,
            int attempts,
            @Nullable String note) {}

    /** Of which turn it was the end. */
    record SettledLock(long conversationHash, long fence, long event) {}

    /** What waits and what was given up. */
    record InboxCount(Map<String, Long> waiting, @Nullable Instant oldest, long deadLetters) {}

    /**
     * Sees to it that the tables are there, and are those of this version.
     *
     * @throws InboxException if not, saying what to do
     */
    void open();

    /**
     * Stores those whose key is not known, in order, with their keys; waits for other nodes that are storing the same ones.
     *
     * @param arriving no hash twice for one subscription
     * @param dedupePeriod how long a key is known
     * @return the places in the list of those that were new
     */
    Set<Integer> store(List<NewEvent> arriving, Duration dedupePeriod) throws SQLException;

    /** Keeps an event as a dead letter; tells whether its key was new. */
    boolean quarantine(byte[] hash, InboxEvent event, String problem, Duration dedupePeriod) throws SQLException;

    /** Gives a node turns of these subscriptions that are due and that nobody has, the oldest first. Never waits for another node. */
    List<ConversationLock> claim(long node, int limit, Set<String> subscriptions) throws SQLException;

    /** Opens all turns of a node but these: it does not know that it has them. */
    void releaseUnheld(long node, List<ConversationLock> held) throws SQLException;

    /** When the next turn becomes due that nobody has; empty if none will. */
    Optional<Duration> untilNextDue() throws SQLException;

    /** Ends turns; tells which of them were still this node's. */
    Set<SettledLock> settle(List<Settlement> settlements) throws SQLException;

    /** A new node, under a number that no other has or had. */
    long join(String name) throws SQLException;

    /**
     * What is known of a node.
     *
     * @param name for logs
     * @param value another one after each heartbeat
     */
    record Heartbeat(long node, String name, long value) {}

    /** Renews a node's lease on its turns; tells the heartbeats of all nodes, without this one if it was given up. */
    List<Heartbeat> heartbeat(long node) throws SQLException;

    /** Gives up a node whose heartbeat is still this one, and sets its turns free; tells whether it was. */
    boolean declareDead(Heartbeat stale) throws SQLException;

    /**
     * Lets turns run whose time lies in the future only because the database's clock was set back.
     *
     * @param before what this told the last time, 0 for the first: what was due then is due now
     * @param maximumDelay no turn waits longer than that
     * @return the database's clock, in milliseconds
     */
    long runOverdue(long before, Duration maximumDelay) throws SQLException;

    /** Ends a node and sets its turns free. */
    void leave(long node) throws SQLException;

    InboxCount count() throws SQLException;

    /**
     * Forgets the old ones among the next so many keys.
     *
     * @param after where to begin; empty for the beginning
     * @return where it ended; empty if it was the end
     */
    byte[] sweep(byte[] after, int keys, Duration dedupePeriod) throws SQLException;

    /** As {@link io.github.whatsapp360.inbox.Inbox#deadLetters}. */
    List<DeadLetter> deadLetters(long after, int limit) throws SQLException;

    /** As {@link io.github.whatsapp360.inbox.Inbox#deadLetter}. */
    Optional<DeadLetter> deadLetter(long id) throws SQLException;

    /** As {@link io.github.whatsapp360.inbox.Inbox#replay}. */
    int replay(DeadLetterSelection selection, @Nullable String subscription) throws SQLException;

    /** As {@link io.github.whatsapp360.inbox.Inbox#purge}. */
    int purge(DeadLetterSelection selection) throws SQLException;

    ErrorKind classify(SQLException failure);

    /** For messages: where the events are, without credentials. */
    @Override
    String toString();
}
