/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.internal.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how many passwords can be tried for a name: {@value #MAXIMUM_ATTEMPTS} wrong ones at once, and then one in
 * three seconds, whether or not a user has the name. Right ones do not count. A name that somebody floods with wrong
 * passwords also keeps out its user.
 *
 * <p>Remembers {@value #MAXIMUM_NAMES} names. Thread-safe.
 */
final class LoginLimiter {

    static final int MAXIMUM_ATTEMPTS = 20;
    static final Duration INTERVAL = Duration.ofSeconds(3);

    private static final int MAXIMUM_NAMES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> paidUntil = new LruMap<>(MAXIMUM_NAMES);

    /** @param nanoTime as {@link System#nanoTime} */
    LoginLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a password may be compared now. Counts as a wrong one until {@link #succeeded}. */
    synchronized boolean tryAttempt(String name) {
        long now = nanoTime.getAsLong();
        long from = Math.max(0, paidUntil.getOrDefault(name, now) - now);
        long after = from + INTERVAL.toNanos();
        if (after > MAXIMUM_ATTEMPTS * INTERVAL.toNanos()) {
            return false;
        }
        paidUntil.put(name, now + after);
        return true;
    }

    /** The password was right. */
    synchronized void succeeded(String name) {
        paidUntil.computeIfPresent(name, (same, until) -> until - INTERVAL.toNanos());
    }

    /** Too many wrong passwords were tried for the name. */
    static final class TooManyAttemptsException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
