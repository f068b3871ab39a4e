/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Replays and purges dead letters in many small transactions, so that no delivery waits long meanwhile.
 *
 * <p>Thread-safe. Blocks until the changes are written: do not call on the writer thread.
 */
final class DeadLetterMaintenance {

    private static final int MAXIMUM_BATCH = 256;
    private static final int MAXIMUM_BATCH_BYTES = 4 << 20;

    private final CommitLoop commits;
    private final AtomicLong ids;
    private final Clock clock;
    private final Consumer<List<Claim>> stored;
    private final SubscriptionResolver resolver;

    DeadLetterMaintenance(
            CommitLoop commits,
            AtomicLong ids,
            Clock clock,
            Consumer<List<Claim>> stored,
            SubscriptionResolver resolver) {
        this.commits = commits;
        this.ids = ids;
        this.clock = clock;
        this.stored = stored;
        this.resolver = resolver;
    }

    /** Result of one transaction: the number of examined and of replayed dead letters, and the new events. */
    private record Chunk(int examined, int letters, List<Claim> replayed) {}

    /** As {@link io.github.whatsapp360.inbox.Inbox#quarantine}; a key is remembered for {@code dedupePeriod}. */
    CompletableFuture<Boolean> quarantine(InboxEvent event, String problem, Duration dedupePeriod) {
        long now = clock.millis();
        byte[] hash = KeyHash.of(event.key());
        long id = ids.incrementAndGet();
        long validSince = now - dedupePeriod.toMillis();
        AcknowledgedWrite<Boolean> change = new AcknowledgedWrite<>(
                event.body().length,
                tables -> {
                    boolean added = tables.addKey(hash, now, validSince);
                    if (added) {
                        tables.addDeadLetter(id, event, now, 0, now, problem);
                    }
                    return added;
                },
                added -> {});
        commits.submit(change);
        return change.answer;
    }

    /** As {@link io.github.whatsapp360.inbox.Inbox#deadLetters}. */
    List<DeadLetter> list(InboxReader reader, long after, int limit) {
        settle();
        try {
            return reader.deadLetters(after, limit);
        } catch (SQLException failure) {
            throw new InboxException("Cannot read dead letters: " + failure.getMessage(), failure);
        }
    }

    /** As {@link io.github.whatsapp360.inbox.Inbox#deadLetter}. */
    @Nullable
    DeadLetter find(InboxReader reader, long id) {
        settle();
        try {
            return reader.deadLetter(id);
        } catch (SQLException failure) {
            throw new InboxException("Cannot read dead letter " + id + ": " + failure.getMessage(), failure);
        }
    }

    int replay(DeadLetterSelection selection, @Nullable String subscription) {
        if (!selection.isAll()) {
            return replay(selection.ids().stream().sorted().toList(), subscription);
        }
        int count = 0;
        long end = write(InboxTables::lastDeadLetter);
        long after = 0;
        while (after < end) {
            long from = after;
            List<Long> some = write(tables -> tables.replayable(from, end, MAXIMUM_BATCH));
            after = some.isEmpty() ? end : some.get(some.size() - 1);
            count += replay(some, subscription);
        }
        return count;
    }

    private int replay(List<Long> ascending, @Nullable String subscription) {
        int count = 0;
        int examined = 0;
        while (examined < ascending.size()) {
            List<Long> rest = ascending.subList(examined, ascending.size());
            Chunk chunk = write(tables -> putBack(rest, subscription, tables), done -> stored.accept(done.replayed()));
            count += chunk.letters();
            examined += chunk.examined();
        }
        return count;
    }

    int purge(DeadLetterSelection selection) {
        int count = 0;
        if (selection.isAll()) {
            for (int purged = MAXIMUM_BATCH; purged == MAXIMUM_BATCH; count += purged) {
                purged = write(tables -> tables.deleteDeadLetters(MAXIMUM_BATCH));
            }
            return count;
        }
        List<Long> chosen = List.copyOf(selection.ids());
        for (int from = 0; from < chosen.size(); from += MAXIMUM_BATCH) {
            List<Long> some = chosen.subList(from, Math.min(chosen.size(), from + MAXIMUM_BATCH));
            count += write(tables -> {
                int purged = 0;
                for (long id : some) {
                    purged += tables.deleteDeadLetter(id) ? 1 : 0;
                }
                return purged;
            });
        }
        return count;
    }

    /** Waits until all previously submitted changes are written or have failed. */
    private void settle() {
        AcknowledgedWrite<Boolean> barrier = new AcknowledgedWrite<>(0, tables -> true, nothing -> {});
        commits.submit(barrier);
        barrier.answer.exceptionally(full -> false).join();
    }

    private <T> T write(AcknowledgedWrite.Work<T> work) {
        return write(work, done -> {});
    }

    private <T> T write(AcknowledgedWrite.Work<T> work, Consumer<T> afterCommit) {
        AcknowledgedWrite<T> change = new AcknowledgedWrite<>(0, work, afterCommit);
        commits.submit(change);
        try {
            return change.answer.join();
        } catch (CompletionException refused) {
            throw new InboxException("Cannot change dead letters: " + refused.getMessage(), refused);
        }
    }

    /** Returns the events that a dead letter becomes. */
    private List<InboxEvent> eventsOf(InboxEvent letter, @Nullable String subscription) {
        if (subscription != null) {
            return List.of(letter.forSubscription(subscription));
        }
        return SubscriptionResolver.isUnassigned(letter) ? resolver.assign(letter) : List.of(letter);
    }

    /** Replays the first dead letters, as many as fit into one chunk. */
    private Chunk putBack(List<Long> ascending, @Nullable String subscription, InboxTables tables) throws SQLException {
        List<Claim> replayed = new ArrayList<>();
        Instant now = Instant.ofEpochMilli(clock.millis());
        int examined = 0;
        int letters = 0;
        int bytes = 0;
        while (examined < Math.min(MAXIMUM_BATCH, ascending.size()) && bytes < MAXIMUM_BATCH_BYTES) {
            long letter = ascending.get(examined++);
            InboxEvent buried = tables.buriedEvent(letter);
            letters += buried == null ? 0 : 1;
            for (InboxEvent event : buried == null ? List.<InboxEvent>of() : eventsOf(buried, subscription)) {
                long id = ids.incrementAndGet();
                tables.addNewEvent(id, event, now.toEpochMilli());
                boolean unused = tables.deleteDeadLetter(letter);
                replayed.add(new Claim(id, event, 0, now, false));
                bytes += event.body().length;
            }
        }
        return new Chunk(examined, letters, replayed);
    }
}
