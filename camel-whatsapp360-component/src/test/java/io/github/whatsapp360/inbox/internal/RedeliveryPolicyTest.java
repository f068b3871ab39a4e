/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedeliveryPolicyTest {

    @Test
    void theDelayDoublesUpToItsMaximum() {
        RedeliveryPolicy policy = RedeliveryPolicy.DEFAULT;

        assertThat(List.of(0, 1, 2, 8, 9, 1000))
                .extracting(policy::delayAfter)
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 256L, 300L, 300L);
        assertThat(policy.isExhausted(9)).isFalse();
        assertThat(policy.isExhausted(10)).isTrue();
        assertThat(new RedeliveryPolicy(-1, Duration.ZERO, Duration.ZERO).isExhausted(1_000_000))
                .isFalse();
    }
}
