/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * Limits the rate of messages and files: by the rate of the number, and by the rate of the recipient, who gets 45
 * messages without delay and then one every six seconds. The state of a recipient is kept only until its full allowance
 * is available again: six seconds after a single message.
 *
 * <p>Thread-safe. No thread waits.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput">Meta:
 *     Throughput</a>
 */
public final class RateLimiter {

    /**
     * Maximum number of messages that wait for the number, and the same for recipients: more than a minute at 80 per
     * second. Further messages fail instead of filling the heap.
     */
    static final int MAXIMUM_WAITING = 10_000;

    /** Maximum number of messages that wait for one recipient: one hour. */
    static final int MAXIMUM_WAITING_PER_RECIPIENT = 600;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TokenBucket RECIPIENT_RATE = new TokenBucket(6 * SECOND, 45);
    private static final long MAXIMUM_RECIPIENT_WAIT = MAXIMUM_WAITING_PER_RECIPIENT * RECIPIENT_RATE.interval();
    private static final int MINIMUM_SWEEP_SIZE = 1_024;

    private final NumberRate numberRate;
    private final boolean unlimited;
    private final LongSupplier ticker;
    private final long start;
    private final DelayScheduler delays;
    private final Map<String, RecipientState> states = new ConcurrentHashMap<>();
    private final AtomicInteger waitForNumber = new AtomicInteger();
    private final AtomicInteger waitForRecipients = new AtomicInteger();

    private long accountFull;
    private volatile int sweepAt = MINIMUM_SWEEP_SIZE;

    /**
     * The state of a recipient.
     *
     * @param full when the bucket is full again
     * @param suspendedUntil no message is sent before
     */
    private record RecipientState(long full, long suspendedUntil) {

        static final RecipientState NEW = new RecipientState(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

        boolean isOver(long now) {
            return full <= now && suspendedUntil <= now;
        }
    }

    /**
     * The pace of one number.
     *
     * @param messagesPerSecond messages or files; 0 for no limit
     * @param ticker as in {@link TimeSource}
     */
    public RateLimiter(int messagesPerSecond, LongSupplier ticker, DelayScheduler delays) {
        this(new NumberRate(messagesPerSecond, false), ticker, delays);
    }

    /**
     * The rate of one number, which may change.
     *
     * @param ticker as in {@link TimeSource}
     */
    public RateLimiter(NumberRate numberRate, LongSupplier ticker, DelayScheduler delays) {
        this.numberRate = numberRate;
        this.unlimited = numberRate.current(0) == 0;
        this.ticker = ticker;
        this.start = ticker.getAsLong();
        this.delays = delays;
    }

    /**
     * Waits for a permit to send a message. A message whose recipient has a permit does not wait for other recipients.
     *
     * @param recipient the key of the recipient; null if unknown
     * @return fails with a {@link ThrottledException} if too many messages wait already
     */
    public CompletableFuture<Void> acquire(@Nullable String recipient) {
        if (unlimited) {
            return delays.delay(Duration.ZERO);
        }
        if (waitForNumber.get() >= MAXIMUM_WAITING) {
            return refused(MAXIMUM_WAITING + " messages already wait for the rate limit of the number", null);
        }
        long wait = recipient == null ? 0 : reserve(recipient);
        if (wait >= 0) {
            return countedDelay(waitForRecipients, wait).thenCompose(ready -> acquireAgain(recipient));
        }
        long tooLong = -wait - MAXIMUM_RECIPIENT_WAIT;
        return tooLong > 0
                ? refused(
                        MAXIMUM_WAITING_PER_RECIPIENT
                                + " messages already wait for this recipient, who is limited to one in 6 s",
                        Duration.ofNanos(tooLong))
                : refused(MAXIMUM_WAITING + " messages already wait for the rate limit of their recipients", null);
    }

    private static CompletableFuture<Void> refused(String why, @Nullable Duration retryAfter) {
        return CompletableFuture.failedFuture(new ThrottledException(
                new Failure("Nothing was sent: " + why, 0, 0, null, null, null, true, retryAfter, null)));
    }

    /** Waits for a permit of the number for a message that was refused; it already has one of the recipient. */
    public CompletableFuture<Void> acquireAgain(@Nullable String recipient) {
        if (unlimited) {
            return delays.delay(Duration.ZERO);
        }
        long suspended = recipient == null
                ? 0
                : states.getOrDefault(recipient, RecipientState.NEW).suspendedUntil() - now();
        return suspended > 0
                ? countedDelay(waitForRecipients, suspended).thenCompose(ready -> acquireAgain(recipient))
                : countedDelay(waitForNumber, acquireFromNumber());
    }

    private CompletableFuture<Void> countedDelay(AtomicInteger waiting, long nanos) {
        if (nanos <= 0) {
            return delays.delay(Duration.ZERO);
        }
        waiting.incrementAndGet();
        return delays.delay(Duration.ofNanos(nanos)).whenComplete((passed, closed) -> waiting.decrementAndGet());
    }

    /** Suspends a recipient for this time, as requested by the API. */
    public void suspend(String recipient, Duration time) {
        if (!unlimited) {
            long now = now();
            states.merge(
                    recipient,
                    new RecipientState(now, now + time.toNanos()),
                    (old, hold) ->
                            new RecipientState(old.full(), Math.max(old.suspendedUntil(), hold.suspendedUntil())));
        }
    }

    /** The number of recipients with state. */
    int recipients() {
        return states.size();
    }

    /**
     * Reserves a permit of a recipient.
     *
     * @return the time to wait for it; negative if it is too long or too many messages wait, and then none is reserved
     */
    private long reserve(String recipient) {
        long now = now();
        sweep(now);
        boolean full = waitForRecipients.get() >= MAXIMUM_WAITING;
        long[] wait = new long[1];
        states.compute(recipient, (key, known) -> {
            RecipientState state = known == null ? RecipientState.NEW : known;
            long taken = RECIPIENT_RATE.take(state.full(), now);
            long until = Math.max(0, RECIPIENT_RATE.untilReady(taken, now));
            boolean refused = until > MAXIMUM_RECIPIENT_WAIT || (until > 0 && full);
            wait[0] = refused ? -until : until;
            return refused ? known : new RecipientState(taken, state.suspendedUntil());
        });
        return wait[0];
    }

    /** The API refused a message because the number sends too many. */
    public void throttled() {
        numberRate.throttled(now());
    }

    /** Messages a second at present; 0 for no limit at all. */
    public int messagesPerSecond() {
        return numberRate.current(now());
    }

    private synchronized long acquireFromNumber() {
        long now = now();
        TokenBucket account = numberRate.bucket(now);
        if (account == null) {
            return 0;
        }
        accountFull = account.take(accountFull, now);
        return account.untilReady(accountFull, now);
    }

    /** Removes recipients whose buckets are full, at intervals at which the cost per message is negligible. */
    private void sweep(long now) {
        if (states.size() >= sweepAt) {
            states.values().removeIf(state -> state.isOver(now));
            sweepAt = Math.max(MINIMUM_SWEEP_SIZE, 2 * states.size());
        }
    }

    private long now() {
        return ticker.getAsLong() - start;
    }
}
