package io.github.whatsapp360.inbox.internal.postgres;

import io.github.whatsapp360.inbox.internal.FreshEvents;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxException;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Arriving;
import io.github.whatsapp360.inbox.internal.postgres.SharedDatabase.Trouble;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes deliveries in batches.
 *
 * <p>Confined to the thread of its {@link GroupCommit}, but for {@link #takeStored}.
 */
final class DeliveryWriter implements GroupCommit.Writer<List<InboxEvent>, DeliveryWriter.Outcome> {

    private static final int MOST_ATTEMPTS = 5;

    private final SharedDatabase database;
    private final Health health;
    private final Occupancy occupancy;
    private final Duration dedupePeriod;
    private final AtomicInteger stored = new AtomicInteger();

    /**
     * What came of a delivery.
     *
     * @param fresh how many of its events were new
     * @param doubtful whether more may have been new: they were written twice, and the first time the answer was lost
     */
    record Outcome(int fresh, boolean doubtful) {}

    DeliveryWriter(SharedDatabase database, Health health, Occupancy occupancy, Duration dedupePeriod) {
        this.database = database;
        this.health = health;
        this.occupancy = occupancy;
        this.dedupePeriod = dedupePeriod;
    }

    /** How many events were stored since this was asked last. */
    int takeStored() {
        return stored.getAndSet(0);
    }

    @Override
    public List<Outcome> write(List<List<InboxEvent>> deliveries) {
        occupancy.begin();
        try {
            List<Outcome> outcomes = store(deliveries);
            health.stored();
            return outcomes;
        } catch (SQLException failure) {
            InboxException refusal = health.failed(failure);
            if (database.troubleOf(failure) == Trouble.DATA) {
                throw new BadBatchException(String.valueOf(refusal.getMessage()), failure);
            }
            throw refusal;
        } finally {
            occupancy.end();
        }
    }

    private List<Outcome> store(List<List<InboxEvent>> deliveries) throws SQLException {
        List<Arriving> arriving = new ArrayList<>();
        List<List<Integer>> places = new ArrayList<>();
        Set<ByteBuffer> hashes = new HashSet<>();
        for (List<InboxEvent> delivery : deliveries) {
            List<Integer> own = new ArrayList<>();
            FreshEvents keys = new FreshEvents();
            for (InboxEvent event : delivery) {
                byte[] hash = KeyHash.of(event.key());
                if (keys.isFresh(event, () -> hashes.add(ByteBuffer.wrap(hash)))) {
                    own.add(arriving.size());
                    arriving.add(new Arriving(hash, KeyHash.ofConversation(event.lane()), event));
                }
            }
            places.add(own);
        }
        boolean doubtful = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Set<Integer> fresh = database.store(arriving, dedupePeriod);
                stored.addAndGet(fresh.size());
                fresh.forEach(place -> occupancy.add(arriving.get(place).event().subscription(), 1, 0));
                boolean lostAnswer = doubtful;
                return places.stream()
                        .map(own -> new Outcome(
                                (int) own.stream().filter(fresh::contains).count(), lostAnswer))
                        .toList();
            } catch (SQLException failure) {
                // A connection may have been broken for long, and be the only one: the second attempt gets another.
                Trouble trouble = database.troubleOf(failure);
                int attempts = trouble == Trouble.CONFLICT ? MOST_ATTEMPTS : trouble == Trouble.DOWN ? 2 : 1;
                if (attempt >= attempts) {
                    throw failure;
                }
                doubtful |= trouble == Trouble.DOWN;
            }
        }
    }
}
