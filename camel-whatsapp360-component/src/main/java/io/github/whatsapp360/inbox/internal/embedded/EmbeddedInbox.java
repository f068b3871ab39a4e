/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.InboxState.Condition;
import io.github.whatsapp360.inbox.internal.Backlog;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import io.github.whatsapp360.inbox.internal.InboxLimits;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores events in an SQLite database of one process: {@code inbox=embedded}.
 *
 * <p>Guarantee: when the future of {@link #store} completes, the events and their keys are on the disk, in one
 * transaction. After a crash, a {@code kill -9} or a power cut they can be claimed again, in order, until they are
 * settled. <b>Limit:</b> a settlement is written within some milliseconds, without waiting for the disk. An event that
 * was settled just before the process was killed, or after the last stored delivery before a power cut, runs again. A
 * disk that acknowledges writes without performing them cannot be detected.
 *
 * <pre>
 *  store ──► {@link CommitLoop} ──► disk ──► {@link Backlog} (id, subscription, conversation hash: 80 bytes) ──► claim
 *                                    └────► {@link BodyCache}  (the newest 16 MB; others are read when claimed) ──┘
 * </pre>
 *
 * <p>Memory is bounded with any backlog. A claim writes nothing. Thread-safe.
 */
public final class EmbeddedInbox implements Inbox, InboxInsight {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedInbox.class);
    private static final String CLOSED = "The inbox is not open.";

    /**
     * No event is claimed while more settlements than this are unwritten: all of them would run again after a crash.
     */
    static final int MAXIMUM_UNWRITTEN = 256;

    private final SqlDatabase database;
    private final InboxLimits limits;
    private final Clock clock;
    private final Executor writer;
    private final List<CompanionTable> companions;

    private final Backlog backlog = new Backlog();
    private final BodyCache bodyCache = new BodyCache();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicInteger arriving = new AtomicInteger();
    private final AtomicBoolean throttled = new AtomicBoolean();
    private final StoreDelivery.StoreContext context;
    private Runnable workArrived = () -> {};
    private SubscriptionResolver resolver = event -> List.of();
    private volatile @Nullable Opened opened;

    private record Opened(
            CommitLoop commits,
            InboxTables tables,
            InboxReader reader,
            ClaimLoader events,
            DeadLetterMaintenance letters) {}

    /**
     * Creates an inbox on SQLite.
     *
     * @param writer runs one task as long as the inbox is open
     * @param companions tables that change in the transactions of the inbox
     */
    public EmbeddedInbox(
            SqliteDatabase database, InboxLimits limits, Clock clock, Executor writer, CompanionTable... companions) {
        this((SqlDatabase) database, limits, clock, writer, List.of(companions));
    }

    EmbeddedInbox(
            SqlDatabase database, InboxLimits limits, Clock clock, Executor writer, List<CompanionTable> companions) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
        this.writer = writer;
        this.companions = companions;
        this.context = new StoreDelivery.StoreContext(ids, companions, this::stored, size -> arriving.addAndGet(-size));
    }

    /**
     * Sets the resolver for events that an earlier version stored without a subscription. Call before {@link #open};
     * otherwise such events are stored for subscriptions named after their kind.
     */
    public void resolveUnassigned(SubscriptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public void open(Runnable workArrived) {
        this.workArrived = workArrived;
        database.open(companions);
        try {
            opened = startOrRepair();
        } catch (SQLException | RejectedExecutionException failure) {
            throw new InboxException("Cannot open the inbox in " + database + ": " + failure.getMessage(), failure);
        } finally {
            if (opened == null) {
                companions.forEach(CompanionTable::close);
                database.close();
            }
        }
        LOG.info("Inbox {} is open: {} waiting events, {} dead letters", database, backlog.size(), deadLetters);
        workArrived.run();
    }

    /**
     * The integrity check at the start is limited in time. If damage is found later, while the waiting events are read,
     * the whole database is checked and repaired.
     */
    private Opened startOrRepair() throws SQLException {
        try {
            return begin();
        } catch (SQLException failure) {
            if (!database.isDamage(failure)) {
                throw failure;
            }
            database.close();
            database.open(companions);
            return begin();
        }
    }

    private Opened begin() throws SQLException {
        InboxTables tables = new InboxTables(database.connect());
        InboxReader reader = null;
        boolean begun = false;
        try {
            createCompanions(tables);
            reader = new InboxReader(database.connect());
            new BacklogLoader(database, backlog, ids, clock, limits.maximumDelay()).load(reader, tables, resolver);
            deadLetters.set(reader.countDeadLetters());
            ClaimLoader events = new ClaimLoader(database, backlog, bodyCache, reader, ids.get(), this::buryDamaged);
            CommitLoop commits = new CommitLoop(database, tables, this::committed);
            writer.execute(commits);
            begun = true;
            return new Opened(
                    commits,
                    tables,
                    reader,
                    events,
                    new DeadLetterMaintenance(commits, ids, clock, this::stored, resolver));
        } finally {
            if (!begun) {
                close(reader, tables);
            }
        }
    }

    private void close(@Nullable InboxReader reader, InboxTables tables) {
        try {
            if (reader != null) {
                reader.close();
            }
            tables.close();
        } catch (SQLException failure) {
            LOG.warn("Inbox {} was not closed cleanly: {}", database, failure.getMessage());
        }
    }

    private void createCompanions(InboxTables tables) throws SQLException {
        database.begin(tables.connection(), true);
        for (CompanionTable companion : companions) {
            companion.create(tables.connection());
        }
        tables.commit();
    }

    @Override
    public CompletableFuture<Integer> store(List<InboxEvent> delivery) {
        return delivery.isEmpty() ? CompletableFuture.completedFuture(0) : store(delivery, connection -> {});
    }

    /**
     * As {@link #store(List)}, and writes to companion tables in the same transaction, also if there are no new events.
     */
    public CompletableFuture<Integer> store(List<InboxEvent> delivery, CompanionTable.Entry entry) {
        int before = arriving.getAndAdd(delivery.size());
        StoreDelivery change = new StoreDelivery(delivery, entry, clock.instant(), limits.dedupePeriod(), context);
        String refusal = delivery.isEmpty() ? null : limits.refusal(backlog.size() + before, delivery.size());
        if (refusal != null) {
            change.failed(new InboxException(refusal));
        } else {
            submit(change);
        }
        return change.answer;
    }

    /** Called on the writer thread, in the order of the commits. */
    private void stored(List<Claim> fresh) {
        for (Claim claim : fresh) {
            InboxEvent event = claim.event();
            bodyCache.add(claim);
            backlog.add(claim.id(), event.subscription(), event.conversationKey(), claim.storedAt(), null);
        }
        if (!fresh.isEmpty()) {
            workArrived.run();
        }
    }

    @Override
    public CompletableFuture<Boolean> quarantine(InboxEvent event, String problem) {
        Opened open = opened;
        if (open == null) {
            return CompletableFuture.failedFuture(new InboxException(CLOSED));
        }
        return open.letters()
                .quarantine(event, problem, limits.dedupePeriod())
                .whenComplete((added, failure) -> deadLetters.addAndGet(Boolean.TRUE.equals(added) ? 1 : 0));
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    @Override
    public List<Claim> claim(int limit, Instant now, Set<String> subscriptions) {
        Opened open = opened();
        if (open.commits().unwritten() > MAXIMUM_UNWRITTEN) {
            throttled.set(true);
            // Checked again: the writer may have finished before it could see the flag.
            if (open.commits().unwritten() > MAXIMUM_UNWRITTEN) {
                return List.of();
            }
        }
        return open.events().claim(limit, now, subscriptions);
    }

    /** Called on the writer thread, after each commit. */
    private void committed() {
        Opened open = opened;
        if (throttled.get()
                && open != null
                && open.commits().unwritten() <= MAXIMUM_UNWRITTEN
                && throttled.getAndSet(false)) {
            workArrived.run();
        }
    }

    private void buryDamaged(long damaged) {
        long now = clock.millis();
        submit(tables -> tables.buryEvent(damaged, DeadLetter.UNREADABLE, 0, now, "Damaged on disk."));
        deadLetters.incrementAndGet();
    }

    @Override
    public @Nullable Instant nextDue() {
        return backlog.nextDue();
    }

    @Override
    public void complete(Claim claim) {
        if (settle(claim, tables -> tables.deleteEvent(claim.id()))) {
            bodyCache.remove(claim.id());
        }
    }

    /**
     * The settlement is submitted before the next event of the conversation may run. Settlements are written in the
     * order of submission, so an event is never deleted before one that ran earlier.
     */
    private boolean settle(Claim claim, PendingWrite change) {
        if (!backlog.isClaimed(claim.id())) {
            return false;
        }
        submit(change);
        return backlog.remove(claim.id());
    }

    @Override
    public void retry(Claim claim, Instant due) {
        if (!backlog.isClaimed(claim.id())) {
            return;
        }
        Claim next = new Claim(claim.id(), claim.event(), claim.attempts() + 1, claim.storedAt(), claim.recovered());
        bodyCache.changed(next);
        submit(new RetryWrite(next, due, bodyCache));
        backlog.putBack(claim.id(), due);
    }

    @Override
    public void release(Claim claim, Instant due) {
        backlog.putBack(claim.id(), due);
    }

    @Override
    public void bury(Claim claim, String problem) {
        long now = clock.millis();
        if (settle(claim, tables -> tables.buryEvent(claim.id(), null, claim.attempts() + 1, now, problem))) {
            bodyCache.remove(claim.id());
            deadLetters.incrementAndGet();
        }
    }

    @Override
    public List<DeadLetter> deadLetters(long after, int limit) {
        Opened open = opened();
        return open.letters().list(open.reader(), after, limit);
    }

    @Override
    public @Nullable DeadLetter deadLetter(long id) {
        Opened open = opened();
        return open.letters().find(open.reader(), id);
    }

    @Override
    public int replay(DeadLetterSelection selection, @Nullable String subscription) {
        int replayed = opened().letters().replay(selection, subscription);
        deadLetters.addAndGet(-replayed);
        return replayed;
    }

    @Override
    public int purge(DeadLetterSelection selection) {
        int purged = opened().letters().purge(selection);
        deadLetters.addAndGet(-purged);
        return purged;
    }

    @Override
    public boolean isWaiting(String subscription, String conversation) {
        return backlog.isWaiting(InboxEvent.conversationKey(subscription, conversation));
    }

    @Override
    public boolean isStored(Claim claim) {
        return !opened().events().isForgotten(claim.id());
    }

    @Override
    public CompletableFuture<Integer> forget(List<String> texts) {
        Opened open = opened();
        ForgetEvents change = new ForgetEvents(texts, open.events()::forget);
        submit(change);
        return change.answer.whenComplete((deleted, failure) -> {
            if (failure == null) {
                deadLetters.addAndGet(-change.deadLetters());
            }
        });
    }

    @Override
    public Map<String, Long> waitingBySubscription() {
        return backlog.sizes();
    }

    @Override
    public List<WaitingConversation> longestWaiting(int limit) {
        return backlog.longestWaiting(limit);
    }

    @Override
    public InboxState state() {
        Opened open = opened;
        CommitLoop.WriterState health = open == null
                ? new CommitLoop.WriterState(Condition.DOWN, CLOSED)
                : open.commits().health();
        String problem = health.problem();
        long kept = deadLetters.get();
        String refusal = limits.refusal(backlog.size(), 1);
        if (health.condition() == Condition.UP && refusal != null) {
            return new InboxState(backlog.size(), backlog.oldest(), kept, Condition.FULL, refusal);
        }
        if (health.condition() == Condition.FULL && kept > 0) {
            // Dead letters stay until an operator acts, and may fill the disk.
            problem += ". It contains " + kept + " dead letters: replay or purge them";
        }
        return new InboxState(backlog.size(), backlog.oldest(), kept, health.condition(), problem);
    }

    /** Writes the settlements and closes the inbox; later deliveries are refused. */
    @Override
    public void close() {
        Opened open = opened;
        if (open == null) {
            return;
        }
        opened = null;
        open.commits().close();
        close(open.reader(), open.tables());
        companions.forEach(CompanionTable::close);
        database.close();
        LOG.info("Inbox {} is closed: {} waiting events", database, backlog.size());
    }

    private void submit(PendingWrite change) {
        Opened open = opened;
        if (open == null) {
            change.failed(new InboxException(CLOSED));
        } else {
            open.commits().submit(change);
        }
    }

    private Opened opened() {
        Opened open = opened;
        if (open == null) {
            throw new InboxException(CLOSED);
        }
        if (open.commits().health().condition() == Condition.DOWN) {
            throw new InboxException(String.valueOf(open.commits().health().problem()));
        }
        return open;
    }
}
