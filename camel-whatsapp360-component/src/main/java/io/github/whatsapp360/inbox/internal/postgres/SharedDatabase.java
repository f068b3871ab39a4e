/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * What is specific to a database that several nodes share: the events, conversation locks, keys and dead letters of an
 * account. Another database needs another implementation that passes the tests of this package.
 *
 * <p>Guarantee of each method: it is one transaction, durable when it returns. It holds no lock after it failed, or
 * longer than one statement takes if the client hangs or is disconnected. Instants are those of the database clock. A
 * method that failed may have had its effect; calling it again is safe.
 *
 * <p>Thread-safe.
 */
interface SharedDatabase {

    /** The meaning of a failure for the inbox. */
    enum ErrorKind {
        /** No space. The call may succeed once there is space. */
        FULL,
        /** A conflict with another transaction; the same call may succeed at once. */
        CONFLICT,
        /** The data of the call is invalid. */
        DATA,
        /** Another node declared this node dead; it has to rejoin. */
        DECLARED_DEAD,
        /** The database is not reachable, or rejects the call. */
        DOWN
    }

    /** An event to be stored, with the hash of its key and of its conversation key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NewEvent(byte[] hash, long conversationHash, InboxEvent event) {}

    /**
     * A conversation lock that this node holds, with the event that it may run.
     *
     * @param fence distinguishes it from earlier and later locks of the same conversation
     */
    record ConversationLock(
            long conversationHash,
            long fence,
            long id,
            InboxEvent event,
            int attempts,
            Instant storedAt,
            boolean recovered) {}

    /** How a claim was settled. */
    enum Ending {
        COMPLETED,
        BURIED,
        RETRIED,
        RELEASED,
        /** Not claimed: the lock becomes as it was before it was acquired. */
        RETURNED
    }

    /**
     * The settlement of a claim.
     *
     * @param node the node that held the lock
     * @param lock the lock
     * @param delay delay before the next run of the event
     * @param attempts number of failed runs
     * @param begun whether the event may have been run
     * @param note the reason of a buried event
     */
    record Settlement(
            long node,
            SettledLock lock,
            Ending ending,
            Duration delay,
            int attempts,
            boolean begun,
            @Nullable String note) {}

    /** Identifies a conversation lock and its event. */
    record SettledLock(long conversationHash, long fence, long event) {}

    /**
     * Which settlements had an effect, and what was claimed.
     *
     * @param settled the settled locks that their nodes still held
     * @param more whether settled conversations have further events
     * @param claimed the acquired conversation locks
     */
    record ClaimResult(Set<SettledLock> settled, boolean more, List<ConversationLock> claimed) {

        static final ClaimResult NOTHING = new ClaimResult(Set.of(), false, List.of());
    }

    /** Number of waiting events by subscription, the oldest of them, and the number of dead letters. */
    record InboxCount(Map<String, Long> waiting, @Nullable Instant oldest, long deadLetters) {}

    /** Whether events of a conversation wait or run. */
    default boolean isWaiting(long conversationHash) throws SQLException {
        return false;
    }

    /** Whether an event of a conversation is stored. */
    default boolean isStored(long conversationHash, long id) throws SQLException {
        return true;
    }

    /** Deletes the events and dead letters whose body contains one of these texts. Returns the number of both. */
    default int[] forget(List<String> texts) throws SQLException {
        return new int[] {0, 0};
    }

    /**
     * Creates or migrates the tables if necessary.
     *
     * @throws InboxException if that fails; the message names the remedy
     */
    void open();

    /**
     * Stores the events with unknown keys, in order, with their keys. Waits for other nodes that are storing the same
     * keys.
     *
     * @param arriving the events; no key hash twice for one subscription
     * @param dedupePeriod how long a key is remembered
     * @return the indexes of the new events
     */
    Set<Integer> store(List<NewEvent> arriving, Duration dedupePeriod) throws SQLException;

    /** Stores an event as a dead letter. Returns whether its key was new. */
    boolean quarantine(byte[] hash, InboxEvent event, String problem, Duration dedupePeriod) throws SQLException;

    /**
     * Settles claims, then acquires free conversation locks of these subscriptions that are due, the oldest first.
     * Never waits for another node to release a lock.
     *
     * @param settlements may be empty; no conversation twice
     * @param limit maximum number of locks to acquire; 0 for none
     * @param subscriptions in the order in which they get locks
     */
    ClaimResult settleAndClaim(List<Settlement> settlements, long node, int limit, Set<String> subscriptions)
            throws SQLException;

    /** Releases all conversation locks of a node except those it knows of. */
    void releaseUnheld(long node, List<ConversationLock> held) throws SQLException;

    /** Returns the time until the next free conversation lock becomes due; empty if there is none. */
    Optional<Duration> untilNextDue() throws SQLException;

    /** Adds a node and returns its number, which is never reused. */
    long join(String name) throws SQLException;

    /**
     * The heartbeat of a node.
     *
     * @param name name of the node, for logs
     * @param value changes with each heartbeat
     */
    record Heartbeat(long node, String name, long value) {}

    /**
     * Renews the lease of a node. Returns the heartbeats of all nodes; the node itself is missing if it was declared
     * dead.
     */
    List<Heartbeat> heartbeat(long node) throws SQLException;

    /**
     * Declares a node dead if its heartbeat is still this one, and releases its conversation locks. Returns whether it
     * did.
     */
    boolean declareDead(Heartbeat stale) throws SQLException;

    /**
     * Makes conversation locks due that are due too late because the database clock was set back.
     *
     * @param before the previous result, or 0: what was due then is due now
     * @param maximumDelay upper limit of a delay
     * @return the database clock in milliseconds
     */
    long runOverdue(long before, Duration maximumDelay) throws SQLException;

    /** Removes a node and releases its conversation locks. */
    void leave(long node) throws SQLException;

    InboxCount count() throws SQLException;

    /**
     * Deletes expired keys among the next ones.
     *
     * @param after where the previous sweep ended; empty to begin
     * @param keys number of keys to visit
     * @param dedupePeriod age from which a key is expired
     * @return where this sweep ended; empty at the end of the table
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

    /** Returns the location of the database for messages, without credentials. */
    @Override
    String toString();
}
