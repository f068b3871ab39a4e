/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LruMapTest {

    private final LruMap<String, Integer> map = new LruMap<>(2);

    @Test
    void oneEntryTooManyRemovesTheLeastRecentlyUsed() {
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");

        map.put("c", 3);

        assertThat(map).containsOnlyKeys("a", "c");
    }

    @Test
    void writingAnEntryAnewUsesIt() {
        map.put("a", 1);
        map.put("b", 2);
        map.merge("a", 5, Math::min);

        map.put("c", 3);

        assertThat(map).containsOnlyKeys("a", "c").containsEntry("a", 1);
    }
}
