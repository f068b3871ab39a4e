/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.Connections.DatabaseCall;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Ending;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.InboxCount;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores events in a PostgreSQL database that several nodes share: {@code inbox=jdbc}. Each node stores the deliveries
 * that it receives and processes conversations that no other node has locked.
 *
 * <p>Guarantee: when the future of {@link #store} completes, the events and their keys are committed. Of events with
 * the same key, sent to any node at any time, one is stored. A conversation runs on one node at a time; an
 * event follows all events that were acknowledged before it was sent. When a node ends or misses its heartbeat for
 * {@link #LEASE}, its events run on other nodes, and its late settlements are ignored. <b>Limit:</b> a route
 * that such a node had begun cannot be stopped: that event runs twice, and is marked {@code recovered} the second time.
 * The counts of {@link #state} include changes of other nodes after some seconds.
 *
 * <p>While the database is not reachable, deliveries are refused; the inbox recovers by itself. Thread-safe.
 */
public final class PostgresInbox implements Inbox, InboxInsight {

    /** A node that misses its heartbeat for this long is declared dead. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresInbox.class);
    private static final String CLOSED = "The inbox is closed.";

    /** Number of tasks that run as long as the inbox is open. */
    public static final int TASKS = 4;

    /** More events than this are more than one commit can store. */
    private static final int OVERLOAD = 512;

    private final PostgresDatabase database;
    private final InboxLimits limits;
    private final Executor threads;
    private final List<GroupCommit<?, ?>> companions;
    private final NodeIdentity self;
    private final Node node;
    private final NodeTasks tasks;
    private final InboxCounters counters;
    private final ClaimTracker claimTracker;
    private final ClaimBatches claims;
    private final DatabaseHealth health;
    private final DeliveryWriter writer;
    private final GroupCommit<List<InboxEvent>, DeliveryWriter.Outcome> arrivals;
    private final AtomicInteger arriving = new AtomicInteger();
    private Runnable workArrived = () -> {};
    private volatile boolean open;

    /**
     * One of the nodes that share an inbox.
     *
     * <p>Immutable and thread-safe.
     *
     * @param name name for logs and operators; it need not be unique
     * @param lease a node that misses its heartbeat for this long is declared dead; must be the same on all nodes
     */
    public record NodeIdentity(String name, Duration lease) {

        /** Creates an identity with the default lease, {@link #LEASE}. */
        public NodeIdentity(String name) {
            this(name, LEASE);
        }
    }

    /**
     * Creates an inbox on PostgreSQL.
     *
     * @param clock converts due times to delays; the database clock decides when a delay has elapsed
     * @param threads runs {@value #TASKS} tasks, and one for each of {@code companions}, as long as the inbox is open;
     *     and short tasks occasionally
     * @param self this node
     * @param companions further writers of the database, which run as long as the inbox is open
     */
    public PostgresInbox(
            PostgresDatabase database,
            InboxLimits limits,
            Clock clock,
            Executor threads,
            NodeIdentity self,
            GroupCommit<?, ?>... companions) {
        this(database, limits, clock, threads, self, new Prefetch(System::nanoTime), companions);
    }

    /**
     * Creates an inbox that acquires in advance what is to be processed, for tests.
     *
     * @param prefetch decides how much is acquired in advance
     */
    PostgresInbox(
            PostgresDatabase database,
            InboxLimits limits,
            Clock clock,
            Executor threads,
            NodeIdentity self,
            Prefetch prefetch,
            GroupCommit<?, ?>... companions) {
        this.database = database;
        this.limits = limits;
        this.threads = threads;
        this.companions = List.of(companions);
        this.counters = new InboxCounters(System::nanoTime);
        this.self = self;
        this.claimTracker = new ClaimTracker(database, counters, clock, limits.maximumDelay());
        this.health = new DatabaseHealth(
                database, System::nanoTime, () -> counters.count().deadLetters());
        this.node = new Node(database, self, System::nanoTime);
        this.claims = new ClaimBatches(
                database, node, claimTracker, prefetch, clock, System::nanoTime, () -> arriving.get() > OVERLOAD);
        this.writer = new DeliveryWriter(database, health, counters, limits.dedupePeriod());
        this.arrivals = new GroupCommit<>(writer, delivery -> delivery.stream()
                .mapToInt(event -> event.body().length)
                .sum());
        this.tasks = new NodeTasks(database, limits, self, new NodeTasks.Parts(node, health, claims, counters, writer));
        this.arrivals.reportTo(health);
        this.companions.forEach(each -> each.reportTo(health));
    }

    @Override
    public void open(Runnable workArrived) {
        this.workArrived = workArrived;
        database.open();
        boolean begun = false;
        try {
            node.join();
            counters.set(database.count());
            for (Runnable task : tasks()) {
                threads.execute(task);
            }
            begun = true;
        } catch (SQLException | RejectedExecutionException failure) {
            throw new InboxException("Cannot open the inbox in " + database + ": " + failure.getMessage(), failure);
        } finally {
            if (!begun) {
                endTasks(Duration.ZERO);
                node.leave();
            }
        }
        database.connections().useThreads(threads);
        open = true;
        InboxCount count = counters.count();
        LOG.info(
                "Inbox {} is open: {} waiting events, {} dead letters",
                database,
                counters.waiting(),
                count.deadLetters());
        workArrived.run();
    }

    private List<Runnable> tasks() throws SQLException {
        List<Runnable> all = new ArrayList<>(tasks.begin(workArrived));
        all.add(arrivals);
        all.addAll(companions);
        return all;
    }

    @Override
    public CompletableFuture<Integer> store(List<InboxEvent> delivery) {
        if (delivery.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        int before = arriving.getAndAdd(delivery.size());
        String refusal = open ? limits.refusal(waiting() + before, delivery.size()) : CLOSED;
        CompletableFuture<DeliveryWriter.Outcome> outcome = refusal == null
                ? arrivals.submit(delivery)
                : CompletableFuture.failedFuture(new InboxException(refusal));
        return outcome.whenComplete((written, failure) -> arriving.addAndGet(-delivery.size()))
                .thenApply(this::answer);
    }

    private int answer(DeliveryWriter.Outcome outcome) {
        if (outcome.fresh() > 0 || outcome.doubtful()) {
            workArrived.run();
        }
        return outcome.fresh();
    }

    private int waiting() {
        return (int) Math.min(Integer.MAX_VALUE / 2, counters.waiting());
    }

    @Override
    public CompletableFuture<Boolean> quarantine(InboxEvent event, String problem) {
        if (!open) {
            return CompletableFuture.failedFuture(new InboxException(CLOSED));
        }
        try {
            boolean added = executeCounted(outsideTransaction(
                    () -> database.quarantine(KeyHash.of(event.key()), event, problem, limits.dedupePeriod())));
            counters.add("", 0, added ? 1 : 0);
            return CompletableFuture.completedFuture(added);
        } catch (InboxException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    @Override
    public List<Claim> claim(int limit, Instant now, Set<String> subscriptions) {
        return execute(() -> claims.claim(limit, subscriptions));
    }

    @Override
    public boolean holds(Claim claim) {
        return node.holdsLease(nodeOf(claim));
    }

    @Override
    public @Nullable Instant nextDue() {
        return execute(claims::nextDue).orElse(null);
    }

    @Override
    public void complete(Claim claim) {
        claimTracker.end(claim, Ending.COMPLETED, null, claim.attempts(), null);
    }

    @Override
    public void retry(Claim claim, Instant due) {
        claimTracker.end(claim, Ending.RETRIED, due, claim.attempts() + 1, null);
    }

    @Override
    public void release(Claim claim, Instant due) {
        claimTracker.end(claim, Ending.RELEASED, due, claim.attempts(), null);
    }

    @Override
    public void bury(Claim claim, String problem) {
        claimTracker.end(claim, Ending.BURIED, null, claim.attempts() + 1, problem);
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        return execute(outsideTransaction(() -> {
            claimTracker.write();
            return database.deadLetters(after, limit);
        }));
    }

    @Override
    public @Nullable DeadLetter deadLetter(long id) {
        return execute(outsideTransaction(() -> {
                    claimTracker.write();
                    return database.deadLetter(id);
                }))
                .orElse(null);
    }

    @Override
    public int replay(DeadLetterSelection selection, @Nullable String subscription) {
        int replayed = executeCounted(outsideTransaction(() -> {
            claimTracker.write();
            return database.replay(selection, subscription);
        }));
        counters.add("", replayed, -replayed);
        workArrived.run();
        return replayed;
    }

    @Override
    public int purge(DeadLetterSelection selection) {
        int purged = executeCounted(outsideTransaction(() -> {
            claimTracker.write();
            return database.purge(selection);
        }));
        counters.add("", 0, -purged);
        return purged;
    }

    /** For calls that may be inside a transaction of the caller. */
    private <T> DatabaseCall<T> outsideTransaction(DatabaseCall<T> call) {
        return () -> database.connections().outsideTransaction(call);
    }

    private <T> T executeCounted(DatabaseCall<T> call) {
        counters.begin();
        try {
            return execute(call);
        } finally {
            counters.end();
        }
    }

    private <T> T execute(DatabaseCall<T> call) {
        if (!open) {
            throw new InboxException(CLOSED);
        }
        try {
            return call.call();
        } catch (SQLException failure) {
            throw health.failed(failure);
        }
    }

    /** Number of events that other nodes took over before they were settled here: each of them ran twice. */
    public long lost() {
        return claimTracker.lost();
    }

    /** Returns the node number under which the claim was made; 0 if the claim is settled. */
    long nodeOf(Claim claim) {
        return claimTracker.nodeOf(claim);
    }

    @Override
    public boolean isWaiting(String subscription, String conversation) {
        long hash = KeyHash.ofConversation(InboxEvent.conversationKey(subscription, conversation));
        return execute(() -> {
            // What was settled here is written first.
            claimTracker.write();
            return database.isWaiting(hash);
        });
    }

    @Override
    public boolean isStored(Claim claim) {
        long hash = KeyHash.ofConversation(claim.event().conversationKey());
        return execute(() -> database.isStored(hash, claim.id()));
    }

    @Override
    public CompletableFuture<Integer> forget(List<String> texts) {
        int[] deleted = executeCounted(outsideTransaction(() -> database.forget(texts)));
        counters.add("", -deleted[0], -deleted[1]);
        return CompletableFuture.completedFuture(deleted[0] + deleted[1]);
    }

    @Override
    public Map<String, Long> waitingBySubscription() {
        return counters.count().waiting();
    }

    @Override
    public List<WaitingConversation> longestWaiting(int limit) {
        return execute(outsideTransaction(() -> database.insight().longestWaiting(limit)));
    }

    @Override
    public List<NodeState> nodes() {
        List<NodeState> all = new ArrayList<>(
                execute(outsideTransaction(() -> database.insight().nodes(node.number(), self.lease()))));
        all.addAll(node.lost());
        return all;
    }

    @Override
    public InboxState state() {
        InboxCount count = counters.count();
        DatabaseHealth.Status status = open ? health.status() : new DatabaseHealth.Status(Condition.DOWN, CLOSED);
        String refusal = limits.refusal(waiting(), 1);
        if (status.condition() == Condition.UP && refusal != null) {
            status = new DatabaseHealth.Status(Condition.FULL, refusal);
        }
        return new InboxState(
                counters.waiting(), count.oldest(), count.deadLetters(), status.condition(), status.problem());
    }

    /** Writes the settlements and closes the inbox; events that are still running here are released to other nodes. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        database.connections().stopUsingThreads();
        companions.forEach(GroupCommit::close);
        arrivals.close();
        open = false;
        endTasks(self.lease());
        try {
            claims.close();
        } catch (SQLException unreachable) {
            LOG.warn("The last settlements were not written; their events run again: {}", unreachable.getMessage());
        }
        node.leave();
        LOG.info("Inbox {} is closed", database);
    }

    private void endTasks(Duration timeout) {
        companions.forEach(GroupCommit::end);
        arrivals.end();
        tasks.end(timeout);
    }
}
