package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.Connections.DatabaseCall;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ConversationLock;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Ending;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.ErrorKind;
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
 * Keeps events in a database that several nodes share, behind a load balancer: each stores what it is sent, and each works off
 * conversations that no other has at the time.
 *
 * <p>Guarantee: when the future of {@link #store} completes, the events and their keys are committed; of events with the same key,
 * sent to any node at any time, one is kept. A conversation is handed out on one node at a time, and its events in an order in
 * which every event follows all that were acknowledged before it was sent. What a node had when it ended or fell silent for
 * {@link #LEASE} is handed out to others, and whatever that node still has to say about it is ignored. <b>Limit:</b> a route that
 * such a node had begun cannot be called back: that event runs twice, and is marked {@code recovered} the second time. The numbers
 * of {@link #state} know of other nodes' work after some seconds.
 *
 * <p>While the database is away deliveries are refused; everything goes on by itself when it is back. Thread-safe.
 */
public final class PostgresInbox implements Inbox {

    /** A node that was silent for so long is given up. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(PostgresInbox.class);
    private static final String CLOSED = "The inbox is closed.";

    /** A statement whose answer is not waited for any more has ended by then. */
    private static final Duration DOUBT_TIMEOUT = Duration.ofMinutes(1);

    /** What runs for as long as the inbox is open. */
    public static final int TASKS = 4;

    private final PostgresDatabase database;
    private final InboxLimits limits;
    private final Clock clock;
    private final Executor threads;
    private final List<GroupCommit<?, ?>> companions;
    private final NodeIdentity self;
    private final Node node;
    private final NodeTasks tasks;
    private final InboxCounters counters;
    private final ClaimTracker claimTracker;
    private final DatabaseHealth health;
    private final DeliveryWriter writer;
    private final GroupCommit<List<InboxEvent>, DeliveryWriter.Outcome> arrivals;
    private final AtomicInteger arriving = new AtomicInteger();
    private final Object claiming = new Object();
    private Runnable workArrived = () -> {};
    private volatile long doubtfulUntil = System.nanoTime();
    private volatile boolean open;

    /**
     * One of those that share an inbox.
     *
     * <p>Immutable and thread-safe.
     *
     * @param name for logs and for operators; nothing depends on it
     * @param lease after so long without a sign it is given up, and gives others up; the same for all
     */
    public record NodeIdentity(String name, Duration lease) {

        /** With the usual lease, {@link #LEASE}. */
        public NodeIdentity(String name) {
            this(name, LEASE);
        }
    }

    /**
     * An inbox on PostgreSQL.
     *
     * @param clock tells how long from now something is due; when that is, the database's clock decides
     * @param threads runs {@value #TASKS} tasks at the same time, and one for each of {@code companions}, for as long as
     *     the inbox is open; and now and then short ones besides
     * @param self this node
     * @param companions what else writes into the database, and lives as long
     */
    public PostgresInbox(
            PostgresDatabase database,
            InboxLimits limits,
            Clock clock,
            Executor threads,
            NodeIdentity self,
            GroupCommit<?, ?>... companions) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
        this.companions = List.of(companions);
        this.counters = new InboxCounters(System::nanoTime);
        this.self = self;
        this.claimTracker = new ClaimTracker(database, counters, clock, limits.maximumDelay());
        this.health = new DatabaseHealth(
                database, System::nanoTime, () -> counters.count().deadLetters());
        this.node = new Node(database, self, System::nanoTime);
        this.writer = new DeliveryWriter(database, health, counters, limits.dedupePeriod());
        this.arrivals = new GroupCommit<>(writer, delivery -> delivery.stream()
                .mapToInt(event -> event.body().length)
                .sum());
        this.tasks = new NodeTasks(
                database, limits, self, new NodeTasks.Parts(node, health, claimTracker, counters, writer));
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
            throw new InboxException(
                    "The inbox in " + database + " cannot be opened: " + failure.getMessage(), failure);
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
                "The inbox in {} is open; {} events wait, {} are dead letters.",
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
        // One at a time: what one has claimed and not handed out yet, another would give back.
        return execute(() -> exclusively(() -> {
            claimTracker.write();
            long me = node.number();
            if (System.nanoTime() - doubtfulUntil < 0) {
                database.releaseUnheld(me, claimTracker.locks());
            }
            List<ConversationLock> locks = claim(me, limit, subscriptions);
            return locks.stream().map(lock -> claimTracker.handOut(me, lock)).toList();
        }));
    }

    private <T> T exclusively(DatabaseCall<T> call) throws SQLException {
        synchronized (claiming) {
            return call.call();
        }
    }

    private List<ConversationLock> claim(long me, int limit, Set<String> subscriptions) throws SQLException {
        boolean answered = false;
        try {
            List<ConversationLock> locks = database.claim(me, limit, subscriptions);
            answered = true;
            return locks;
        } catch (SQLException failure) {
            if (database.classify(failure) == ErrorKind.DECLARED_DEAD) {
                // It joins anew with the next beat, and looks for work then.
                return List.of();
            }
            throw failure;
        } finally {
            if (!answered) {
                // It may have succeeded, or succeed yet, though nobody here hears of it.
                doubtfulUntil = System.nanoTime() + DOUBT_TIMEOUT.toNanos();
            }
        }
    }

    @Override
    public boolean holds(Claim claim) {
        return node.holdsLease(nodeOf(claim));
    }

    @Override
    public @Nullable Instant nextDue() {
        return execute(database::untilNextDue).map(clock.instant()::plus).orElse(null);
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

    /** For what may be asked inside a transaction of the caller. */
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

    /** Turns that other nodes had taken over before they ended here: each of them ran twice. */
    public long lost() {
        return claimTracker.lost();
    }

    /** As which node this process has a claim; 0 if it has ended. */
    long nodeOf(Claim claim) {
        return claimTracker.nodeOf(claim);
    }

    @Override
    public Map<String, Long> waitingBySubscription() {
        return counters.count().waiting();
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

    /** Writes what was settled, and ends; what is still running here is free for the other nodes. */
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
            claimTracker.write();
        } catch (SQLException unreachable) {
            LOG.warn("What ended last was not written, and runs again: {}", unreachable.getMessage());
        }
        node.leave();
        LOG.info("The inbox in {} is closed.", database);
    }

    private void endTasks(Duration timeout) {
        companions.forEach(GroupCommit::end);
        arrivals.end();
        tasks.end(timeout);
    }
}
