/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallTimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(5);
    private static final int LIMIT_SECONDS = 30;

    private final CallTimeouts callTimeouts = new CallTimeouts(Duration.ofMillis(1));

    private CompletableFuture<String> watched(Duration limit) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        callTimeouts.watch(answer, limit, () -> answer.complete("too late"), () -> answer.complete("closed"));
        return answer;
    }

    @Test
    void aCallWithoutAnAnswerIsEnded() throws Exception {
        assertThat(watched(SHORT).get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("too late");
    }

    @Test
    void othersAreNotEndedWithIt() throws Exception {
        CompletableFuture<String> patient = watched(Duration.ofMinutes(10));

        watched(SHORT).get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(patient).isNotDone();
    }

    @Test
    void itLooksAgainAfterNothingWasUnderWay() throws Exception {
        watched(SHORT).get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(watched(SHORT).get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("too late");
    }

    @Test
    void aCallThatCannotBeEndedKeepsNoOtherFromIt() throws Exception {
        CompletableFuture<String> broken = new CompletableFuture<>();
        Runnable brokenEnd = () -> {
            broken.complete("ended");
            throw new IllegalStateException("for the test");
        };
        callTimeouts.watch(broken, SHORT, brokenEnd, brokenEnd);
        broken.get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(watched(SHORT).get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("too late");
    }
}
