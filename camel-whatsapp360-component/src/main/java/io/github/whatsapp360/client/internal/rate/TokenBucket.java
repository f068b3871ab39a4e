package io.github.whatsapp360.client.internal.rate;

/**
 * A token bucket whose whole state is one number, the instant at which it is full again (the generic cell rate
 * algorithm): so that a bucket that is full need not exist.
 *
 * <p>All times are nanoseconds. Immutable and thread-safe.
 *
 * @param interval between two tokens
 * @param burst so many tokens in a full bucket
 */
record TokenBucket(long interval, int burst) {

    /**
     * Takes a token, also one that is not there yet.
     *
     * @param full when the bucket is full again, may be in the past
     * @return when it is full again, now that one was taken
     */
    long take(long full, long now) {
        return Math.max(full, now) + interval;
    }

    /** How long until the token is there that made the bucket full at that instant; negative if it is there. */
    long untilReady(long full, long now) {
        return full - now - interval * burst;
    }
}
