/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the keys with a simple map. */
class RecentKeysTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aKeyIsNewIfItWasNotSeenWithinThePeriod(long seed) {
        Random random = new Random(seed);
        Duration period = Duration.ofSeconds(60 + random.nextInt(600));
        RecentKeys keys = new RecentKeys(period);
        Map<String, Instant> model = new LinkedHashMap<>();
        Instant now = BEGIN;

        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(100) == 0 ? random.nextInt(200_000) : random.nextInt(300));
            String key = "wamid." + random.nextInt(3_000);
            Instant seen = model.get(key);
            boolean isNew = seen == null || !seen.plus(period).isAfter(now);
            if (isNew) {
                model.put(key, now);
            }

            assertThat(keys.add(key, now)).as("%s in step %d", key, i).isEqualTo(isNew);
        }
    }

    @Test
    void aRepetitionDoesNotProlongThePeriod() {
        RecentKeys keys = new RecentKeys(Duration.ofDays(8));
        keys.add("a", BEGIN);

        assertThat(keys.add("a", BEGIN.plus(Duration.ofDays(8)).minusMillis(1))).isFalse();
        assertThat(keys.add("a", BEGIN.plus(Duration.ofDays(8)))).isTrue();
    }

    @Test
    void theOldestKeysGiveWay() {
        RecentKeys keys = new RecentKeys(Duration.ofDays(8));
        for (int i = 0; i <= RecentKeys.MAXIMUM_KEYS; i++) {
            keys.add("k" + i, BEGIN);
        }

        assertThat(keys.add("k" + RecentKeys.MAXIMUM_KEYS, BEGIN)).isFalse();
        assertThat(keys.add("k2", BEGIN)).isFalse();
        assertThat(keys.add("k0", BEGIN)).isTrue();
    }
}
