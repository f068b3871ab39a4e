package io.github.whatsapp360.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says when a message or a file may leave: by the pace of the number, and by that of its recipient, who takes 45 messages at once and
 * then one in six seconds. Keeps something of a recipient only as long as that pace is not used up, which is six seconds
 * after a single message.
 *
 * <p>Thread-safe. No thread waits.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput">Meta: Throughput</a>
 */
final class Pace {

    /** More than a minute's worth at 80 a second; who sends more at once hears it instead of filling the heap. */
    static final int MAXIMUM_WAITING = 10_000;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Rate PAIR = new Rate(6 * SECOND, 45);
    private static final int FEW = 1_024;

    private final @Nullable Rate rate;
    private final Clock clock;
    private final Waits waits;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    private long accountFull;
    private long latest;
    private long shift;
    private volatile int sweepAt = FEW;

    /**
     * What is remembered of a recipient.
     *
     * @param full when the bucket is full again
     * @param heldUntil nothing goes there before
     */
    private record Lane(long full, long heldUntil) {

        static final Lane NEW = new Lane(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

        boolean isOver(long now) {
            return full <= now && heldUntil <= now;
        }
    }

    /**
     * The pace of one number.
     *
     * @param messagesPerSecond messages or files; 0 for no pace at all
     */
    Pace(int messagesPerSecond, Clock clock, Waits waits) {
        this.rate = messagesPerSecond == 0
                ? null
                // A tenth of a second at once: with more the first second would exceed the pace.
                : new Rate(SECOND / messagesPerSecond, Math.max(1, messagesPerSecond / 10));
        this.clock = clock;
        this.waits = waits;
        this.accountFull = now();
    }

    /**
     * Waits for the turn of a message.
     *
     * @param recipient the recipient's key; null if it is not known
     * @return fails with a {@link ThrottledException} if too many wait already
     */
    CompletableFuture<Void> turn(@Nullable String recipient) {
        if (rate == null) {
            return waits.of(Duration.ZERO);
        }
        if (waits.size() >= MAXIMUM_WAITING) {
            return CompletableFuture.failedFuture(new ThrottledException(Failure.local(
                    "Nothing was sent: " + MAXIMUM_WAITING + " messages wait for the pace already", true, null)));
        }
        Duration forRecipient = recipient == null ? Duration.ZERO : ofRecipient(recipient);
        return waits.of(forRecipient).thenCompose(ready -> turnAgain(recipient));
    }

    /** Waits for the next turn of a message that was refused: it has had its turn with the recipient. */
    CompletableFuture<Void> turnAgain(@Nullable String recipient) {
        if (rate == null) {
            return waits.of(Duration.ZERO);
        }
        long held =
                recipient == null ? 0 : lanes.getOrDefault(recipient, Lane.NEW).heldUntil() - now();
        return held > 0
                ? waits.of(Duration.ofNanos(held)).thenCompose(ready -> turnAgain(recipient))
                : waits.of(ofAccount(rate));
    }

    /** Lets nothing go to this recipient for that time: the API has just said so. */
    void hold(String recipient, Duration time) {
        if (rate != null) {
            long now = now();
            lanes.merge(
                    recipient,
                    new Lane(now, now + time.toNanos()),
                    (old, hold) -> new Lane(old.full(), Math.max(old.heldUntil(), hold.heldUntil())));
        }
    }

    /** Of how many recipients something is remembered. */
    int recipients() {
        return lanes.size();
    }

    private Duration ofRecipient(String recipient) {
        long now = now();
        sweep(now);
        Lane lane = lanes.merge(
                recipient,
                new Lane(PAIR.take(now, now), Lane.NEW.heldUntil()),
                (old, first) -> new Lane(PAIR.take(old.full(), now), old.heldUntil()));
        return Duration.ofNanos(PAIR.untilReady(lane.full(), now));
    }

    private synchronized Duration ofAccount(Rate account) {
        long now = now();
        accountFull = account.take(accountFull, now);
        return Duration.ofNanos(account.untilReady(accountFull, now));
    }

    /** Forgets whose buckets are full; so seldom that it costs each message next to nothing. */
    private void sweep(long now) {
        if (lanes.size() >= sweepAt) {
            lanes.values().removeIf(lane -> lane.isOver(now));
            sweepAt = Math.max(FEW, 2 * lanes.size());
        }
    }

    /** The clock's time without its jumps back, after which everybody would wait for as long. */
    private synchronized long now() {
        Instant instant = clock.instant();
        long read = instant.getEpochSecond() * SECOND + instant.getNano() + shift;
        if (read < latest) {
            shift += latest - read;
            return latest;
        }
        latest = read;
        return read;
    }
}
