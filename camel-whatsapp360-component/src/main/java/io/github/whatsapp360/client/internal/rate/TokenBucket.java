/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

/**
 * A token bucket whose state is one number, the instant at which it is full again (generic cell rate algorithm), so
 * that a full bucket need not be stored.
 *
 * <p>All times are nanoseconds. Immutable and thread-safe.
 *
 * @param interval time between two tokens
 * @param burst number of tokens in a full bucket
 */
record TokenBucket(long interval, int burst) {

    /**
     * Takes a token, even if it is not available yet.
     *
     * @param full when the bucket is full again; may be in the past
     * @return when the bucket is full again after that
     */
    long take(long full, long now) {
        return Math.max(full, now) + interval;
    }

    /** The time until the last token taken is available; negative if it is available. */
    long untilReady(long full, long now) {
        return full - now - interval * burst;
    }
}
