/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.time.Duration;
import java.time.Instant;

/**
 * A limit on how often something may happen: so many at once, then one in each interval. Confined to the event loop.
 *
 * <p>Keeps one instant only: when the debt of what has happened will be paid.
 */
public final class Pace {

    private final Duration interval;
    private final Duration mostDebt;
    private Instant paidUntil = Instant.EPOCH;

    Pace(int burst, Duration interval) {
        this.interval = interval;
        this.mostDebt = interval.multipliedBy(burst);
    }

    /** Whether it may happen now; if so it has happened. */
    public boolean tryTake(Instant now) {
        Instant from = paidUntil.isBefore(now) ? now : paidUntil;
        Instant after = from.plus(interval);
        if (after.isAfter(now.plus(mostDebt))) {
            return false;
        }
        paidUntil = after;
        return true;
    }
}
