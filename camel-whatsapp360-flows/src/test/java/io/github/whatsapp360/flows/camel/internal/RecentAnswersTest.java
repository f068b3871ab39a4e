/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When the latest answers are so bad that WhatsApp slows forms down. */
class RecentAnswersTest {

    private static final long QUICK = Duration.ofSeconds(5).toNanos();
    private static final long SLOW = QUICK + 1;

    private final RecentAnswers recent = new RecentAnswers();

    private void add(int count, io.github.whatsapp360.webhook.internal.WebhookResponse answer, long nanos) {
        for (int i = 0; i < count; i++) {
            recent.add(answer, nanos);
        }
    }

    @Test
    void aTenthMayBeSlow() {
        add(18, FlowAnswers.UNREADABLE, QUICK);
        add(2, FlowAnswers.UNREADABLE, SLOW);
        assertThat(recent.counts().isBad()).isFalse();

        add(1, FlowAnswers.UNREADABLE, SLOW);
        assertThat(recent.counts()).isEqualTo(new RecentAnswers.Counts(21, 0, 3));
        assertThat(recent.counts().isBad()).isTrue();
    }

    @Test
    void onlyTheFaultsOfTheRouteCountAsFailed() {
        add(20, FlowAnswers.UNREADABLE, QUICK);
        assertThat(recent.counts().isBad()).isFalse();

        add(3, FlowAnswers.LATE, QUICK);
        assertThat(recent.counts()).isEqualTo(new RecentAnswers.Counts(23, 3, 0));
        assertThat(recent.counts().isBad()).isTrue();
    }

    @Test
    void fewAnswersSayNothing() {
        add(RecentAnswers.MINIMUM - 1, FlowAnswers.FAILED, SLOW);
        assertThat(recent.counts().isBad()).isFalse();

        add(1, FlowAnswers.FAILED, SLOW);
        assertThat(recent.counts().isBad()).isTrue();
    }

    @Test
    void theLatestHundredCount() {
        add(100, FlowAnswers.FAILED, QUICK);
        add(90, FlowAnswers.UNREADABLE, QUICK);

        assertThat(recent.counts()).isEqualTo(new RecentAnswers.Counts(100, 10, 0));
        assertThat(recent.counts().isBad()).isFalse();
    }
}
