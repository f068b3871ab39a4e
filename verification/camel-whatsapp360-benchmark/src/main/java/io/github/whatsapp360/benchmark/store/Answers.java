/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.store;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How many events were answered for since this was made, and how long each waited for it. Thread-safe. */
final class Answers {

    private static final long MAXIMUM_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final Histogram latencies = new ConcurrentHistogram(MAXIMUM_MICROS, 3);
    private final AtomicLong events = new AtomicLong();
    private final long begin = System.nanoTime();

    /**
     * Whether the time is not over.
     *
     * @param seconds since the beginning
     */
    boolean isBefore(double seconds) {
        return System.nanoTime() - begin < seconds * 1e9;
    }

    /**
     * There is an answer for some events.
     *
     * @param asked when they were handed in, by {@link System#nanoTime}
     */
    void add(int count, long asked) {
        latencies.recordValueWithCount(Math.min((System.nanoTime() - asked) / 1_000, MAXIMUM_MICROS), count);
        events.addAndGet(count);
    }

    /** What came of it until now; latencies in milliseconds. */
    Map<String, Double> figures() {
        return Map.of(
                "events", (double) events.get(),
                "rate", events.get() * 1e9 / (System.nanoTime() - begin),
                "p50", latencies.getValueAtPercentile(50) / 1e3,
                "p99", latencies.getValueAtPercentile(99) / 1e3);
    }
}
