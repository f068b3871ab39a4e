package io.github.whatsapp360.client.internal.rate;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.ThrottledException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
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
public final class RateLimiter {

    /**
     * So many may wait for the number, more than a minute's worth at 80 a second, and as many for recipients. Who sends
     * more at once hears it instead of filling the heap.
     */
    static final int MAXIMUM_WAITING = 10_000;

    /** So many may wait for one recipient: an hour's worth. */
    static final int MAXIMUM_WAITING_FOR_ONE = 600;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TokenBucket PAIR = new TokenBucket(6 * SECOND, 45);
    private static final long LONGEST_FOR_ONE = MAXIMUM_WAITING_FOR_ONE * PAIR.interval();
    private static final int FEW = 1_024;

    private final @Nullable TokenBucket rate;
    private final LongSupplier ticker;
    private final long start;
    private final DelayScheduler waits;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger waitForNumber = new AtomicInteger();
    private final AtomicInteger waitForRecipients = new AtomicInteger();

    private long accountFull;
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
     * @param ticker as in {@link TimeSource}
     */
    public RateLimiter(int messagesPerSecond, LongSupplier ticker, DelayScheduler waits) {
        this.rate = messagesPerSecond == 0
                ? null
                // A tenth of a second at once: with more the first second would exceed the pace.
                : new TokenBucket(SECOND / messagesPerSecond, Math.max(1, messagesPerSecond / 10));
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.waits = waits;
    }

    /**
     * Waits for the turn of a message. Whose recipient can take it now waits for nobody else's recipient.
     *
     * @param recipient the recipient's key; null if it is not known
     * @return fails with a {@link ThrottledException} if too many wait already
     */
    public CompletableFuture<Void> turn(@Nullable String recipient) {
        if (rate == null) {
            return waits.of(Duration.ZERO);
        }
        if (waitForNumber.get() >= MAXIMUM_WAITING) {
            return refused(MAXIMUM_WAITING + " messages wait for the pace of the number already", null);
        }
        long wait = recipient == null ? 0 : reserve(recipient);
        if (wait >= 0) {
            return counted(waitForRecipients, wait).thenCompose(ready -> turnAgain(recipient));
        }
        long tooLong = -wait - LONGEST_FOR_ONE;
        return tooLong > 0
                ? refused(
                        MAXIMUM_WAITING_FOR_ONE + " messages wait for this recipient already, who takes one in 6 s",
                        Duration.ofNanos(tooLong))
                : refused(MAXIMUM_WAITING + " messages wait for the pace of their recipients already", null);
    }

    private static CompletableFuture<Void> refused(String why, @Nullable Duration retryAfter) {
        return CompletableFuture.failedFuture(new ThrottledException(
                new Failure("Nothing was sent: " + why, 0, 0, null, null, null, true, retryAfter, null)));
    }

    /** Waits for the next turn of a message that was refused: it has had its turn with the recipient. */
    public CompletableFuture<Void> turnAgain(@Nullable String recipient) {
        if (rate == null) {
            return waits.of(Duration.ZERO);
        }
        long held =
                recipient == null ? 0 : lanes.getOrDefault(recipient, Lane.NEW).heldUntil() - now();
        return held > 0
                ? counted(waitForRecipients, held).thenCompose(ready -> turnAgain(recipient))
                : counted(waitForNumber, ofAccount(rate));
    }

    private CompletableFuture<Void> counted(AtomicInteger waiting, long nanos) {
        if (nanos <= 0) {
            return waits.of(Duration.ZERO);
        }
        waiting.incrementAndGet();
        return waits.of(Duration.ofNanos(nanos)).whenComplete((passed, closed) -> waiting.decrementAndGet());
    }

    /** Lets nothing go to this recipient for that time: the API has just said so. */
    public void hold(String recipient, Duration time) {
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

    /**
     * Takes a turn with a recipient.
     *
     * @return how long to wait for it; negative if that is too long, or too many wait: then none was taken
     */
    private long reserve(String recipient) {
        long now = now();
        sweep(now);
        boolean full = waitForRecipients.get() >= MAXIMUM_WAITING;
        long[] wait = new long[1];
        lanes.compute(recipient, (key, known) -> {
            Lane lane = known == null ? Lane.NEW : known;
            long taken = PAIR.take(lane.full(), now);
            long until = Math.max(0, PAIR.untilReady(taken, now));
            boolean refused = until > LONGEST_FOR_ONE || (until > 0 && full);
            wait[0] = refused ? -until : until;
            return refused ? known : new Lane(taken, lane.heldUntil());
        });
        return wait[0];
    }

    private synchronized long ofAccount(TokenBucket account) {
        long now = now();
        accountFull = account.take(accountFull, now);
        return account.untilReady(accountFull, now);
    }

    /** Forgets whose buckets are full; so seldom that it costs each message next to nothing. */
    private void sweep(long now) {
        if (lanes.size() >= sweepAt) {
            lanes.values().removeIf(lane -> lane.isOver(now));
            sweepAt = Math.max(FEW, 2 * lanes.size());
        }
    }

    private long now() {
        return ticker.getAsLong() - start;
    }
}
