package io.github.whatsapp360.inbox.jdbc;

import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What an operator does with dead letters, in many small transactions, so that no delivery waits long for its answer meanwhile.
 *
 * <p>Thread-safe. Blocks until it is written: not to be called on the writer's thread.
 */
final class DeadLetters {

    private static final int AT_ONCE = 256;

    private final CommitLoop commits;
    private final AtomicLong ids;
    private final Clock clock;
    private final Consumer<List<Claim>> stored;

    DeadLetters(CommitLoop commits, AtomicLong ids, Clock clock, Consumer<List<Claim>> stored) {
        this.commits = commits;
        this.ids = ids;
        this.clock = clock;
        this.stored = stored;
    }

    /** What is known of a piece of work: the last dead letter looked at, and the events that came of it. */
    private record Piece(long last, List<Claim> replayed) {}

    int replay(Set<Long> chosen) {
        int count = 0;
        if (chosen.isEmpty()) {
            long end = write(Tables::lastDeadLetter, last -> {});
            long after = 0;
            while (after < end) {
                long from = after;
                Piece piece = replay(tables -> tables.replayable(from, end, AT_ONCE));
                after = piece.replayed().isEmpty() ? end : piece.last();
                count += piece.replayed().size();
            }
            return count;
        }
        List<Long> sorted = chosen.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            List<Long> some = sorted.subList(from, Math.min(sorted.size(), from + AT_ONCE));
            Piece piece = replay(tables -> {
                List<Tables.Buried> found = new ArrayList<>();
                for (long id : some) {
                    found.addAll(tables.replayable(id - 1, id, 1));
                }
                return found;
            });
            count += piece.replayed().size();
        }
        return count;
    }

    int purge(Set<Long> chosen) {
        int count = 0;
        if (chosen.isEmpty()) {
            for (int purged = AT_ONCE; purged == AT_ONCE; count += purged) {
                purged = write(tables -> tables.deleteDeadLetters(AT_ONCE));
            }
            return count;
        }
        List<Long> all = List.copyOf(chosen);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Long> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
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

    /** Waits until all that was submitted before is in the database, as far as it can be. */
    void settle() {
        Awaited<Boolean> barrier = new Awaited<>(0, tables -> true, nothing -> {});
        commits.submit(barrier);
        barrier.answer.exceptionally(full -> false).join();
    }

    private int write(Awaited.Work<Integer> work) {
        return write(work, count -> {});
    }

    private <T> T write(Awaited.Work<T> work, Consumer<T> afterCommit) {
        Awaited<T> change = new Awaited<>(0, work, afterCommit);
        commits.submit(change);
        try {
            return change.answer.join();
        } catch (CompletionException refused) {
            throw new InboxException("Dead letters cannot be changed: " + refused.getMessage(), refused);
        }
    }

    /** Which dead letters to put back. */
    private interface Choice {
        List<Tables.Buried> of(Tables tables) throws SQLException;
    }

    private Piece replay(Choice choice) {
        return write(tables -> putBack(choice.of(tables), tables), piece -> stored.accept(piece.replayed()));
    }

    private Piece putBack(List<Tables.Buried> letters, Tables tables) throws SQLException {
        List<Claim> replayed = new ArrayList<>();
        long last = 0;
        Instant now = Instant.ofEpochMilli(clock.millis());
        for (Tables.Buried letter : letters) {
            InboxEvent event = letter.event();
            long id = ids.incrementAndGet();
            tables.addNewEvent(id, event, now.toEpochMilli());
            boolean unused = tables.deleteDeadLetter(letter.id());
            replayed.add(new Claim(id, event, 0, now, false, null));
            last = letter.id();
        }
        return new Piece(last, replayed);
    }
}
