/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The latest 100 answers: how many were errors of this side, and how many were slow. WhatsApp warns of an endpoint that
 * fails or is slow too often, then slows its forms down, and then blocks them.
 *
 * <p>Thread-safe.
 */
public final class RecentAnswers {

    /** Fewer say nothing. */
    static final int MINIMUM = 20;

    private static final int MAXIMUM = 100;
    private static final int FIRST_ERROR = 500;

    /** WhatsApp's limit of the 90th percentile, above which it slows forms down. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    private final Deque<Outcome> outcomes = new ArrayDeque<>();

    private record Outcome(boolean failed, boolean slow) {}

    /**
     * What was counted.
     *
     * @param answers at most 100
     * @param failed how many were 500 or more
     * @param slow how many took more than 5 seconds
     */
    record Counts(int answers, int failed, int slow) {

        /** Whether so many answers failed or were slow that WhatsApp slows forms down: more than a tenth. */
        boolean isBad() {
            return answers >= MINIMUM && (failed * 10 > answers || slow * 10 > answers);
        }
    }

    synchronized void add(WebhookResponse answer, long nanos) {
        if (outcomes.size() == MAXIMUM) {
            outcomes.removeFirst();
        }
        outcomes.addLast(new Outcome(answer.status() >= FIRST_ERROR, nanos > SLOW.toNanos()));
    }

    synchronized Counts counts() {
        return new Counts(
                outcomes.size(), (int) outcomes.stream().filter(Outcome::failed).count(), (int)
                        outcomes.stream().filter(Outcome::slow).count());
    }
}
