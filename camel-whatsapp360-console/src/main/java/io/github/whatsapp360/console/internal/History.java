/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import org.jspecify.annotations.Nullable;

/**
 * The last hour of one account in samples of a second: a ring of fixed size.
 *
 * <p>Thread-safe.
 */
final class History {

    static final int SECONDS = 3_600;

    /** A plot has one point for so many seconds. */
    static final int STEP = 10;

    /** Seconds over which the speed of a backlog is measured. */
    private static final int TREND = 60;

    /** What is smaller is worked off before anybody could read how long it takes. */
    private static final int MINIMUM_BACKLOG = 100;

    private final int[] arrivals = new int[SECONDS];
    private final int[] answers = new int[SECONDS];
    private final int[] routes = new int[SECONDS];
    private final int[] sends = new int[SECONDS];
    private final long[] waiting = new long[SECONDS];
    private final long[] last = new long[4];
    private int samples;
    private long peak;

    /**
     * Rates per second, oldest first.
     *
     * @param stepSeconds seconds that one point is the average of
     * @param arrivals deliveries
     * @param answers deliveries that were answered with 200
     * @param routes runs of routes with one event
     * @param sends messages that the API accepted
     * @param waiting events that waited at the end of the step
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rates(
            int stepSeconds, double[] arrivals, double[] answers, double[] routes, double[] sends, long[] waiting) {}

    /**
     * A backlog that is worked off.
     *
     * @param total its greatest number of events
     * @param done how many fewer they are now
     * @param perSecond by how many they decrease
     * @param secondsLeft when none is left at this speed
     */
    record Progress(long total, long done, double perSecond, long secondsLeft) {}

    /** Adds a sample: totals since the start, and the number of waiting events. */
    synchronized void add(long allArrivals, long allAnswers, long allRoutes, long allSends, long waitingNow) {
        int place = samples % SECONDS;
        arrivals[place] = delta(0, allArrivals);
        answers[place] = delta(1, allAnswers);
        routes[place] = delta(2, allRoutes);
        sends[place] = delta(3, allSends);
        waiting[place] = waitingNow;
        samples++;
        peak = waitingNow == 0 ? 0 : Math.max(peak, waitingNow);
    }

    /** After a restart of the account the totals begin again. */
    private int delta(int series, long total) {
        long before = last[series];
        last[series] = total;
        return (int) Math.max(0, total - before);
    }

    synchronized Rates rates() {
        int steps = Math.min(samples, SECONDS) / STEP;
        double[][] series = new double[4][steps];
        long[] backlog = new long[steps];
        int first = samples - steps * STEP;
        for (int step = 0; step < steps; step++) {
            for (int second = 0; second < STEP; second++) {
                int place = (first + step * STEP + second) % SECONDS;
                series[0][step] += arrivals[place];
                series[1][step] += answers[place];
                series[2][step] += routes[place];
                series[3][step] += sends[place];
                backlog[step] = waiting[place];
            }
            for (double[] each : series) {
                each[step] /= STEP;
            }
        }
        return new Rates(STEP, series[0], series[1], series[2], series[3], backlog);
    }

    /** Null if no backlog is worked off at present. */
    synchronized @Nullable Progress progress() {
        int span = Math.min(TREND, Math.min(samples, SECONDS) - 1);
        if (span < 2) {
            return null;
        }
        long now = waiting[(samples - 1) % SECONDS];
        double perSecond = (double) (waiting[(samples - 1 - span) % SECONDS] - now) / span;
        return peak < MINIMUM_BACKLOG || now == 0 || perSecond <= 0
                ? null
                : new Progress(peak, peak - now, perSecond, Math.round(now / perSecond));
    }
}
