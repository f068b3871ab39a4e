/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import io.github.whatsapp360.window.internal.WindowTable.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class CachedWindowTableTest {

    private static final Row OLD = row("2026-01-05T08:00:00Z");
    private static final Row NEW = row("2026-01-05T09:00:00Z");

    private final Map<String, Row> table = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Runnable whileAsked = () -> {};
    private final CachedWindowTable<RuntimeException> windows = new CachedWindowTable<>(this::ask, 3);

    private Row ask(String key) {
        asked.add(key);
        Row found = table.get(key);
        whileAsked.run();
        return found;
    }

    private static Row row(String wrote) {
        return new Row(WindowFacts.of(Effect.USER_WROTE, Instant.parse(wrote)), null);
    }

    @Test
    void theTableIsAskedOnceAlsoForWhoIsNotInIt() {
        table.put("a", OLD);

        assertThat(List.of(windows.get("a"), windows.get("a"))).containsOnly(OLD);
        assertThat(List.of(windows.get("b"), windows.get("b"))).containsOnly(Row.EMPTY);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void whatWasWrittenNeedNotBeAskedFor() {
        windows.put("a", NEW);

        assertThat(windows.get("a")).isEqualTo(NEW);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatWasReadBeforeItWasWrittenAnewIsNotKept() {
        table.put("a", OLD);
        whileAsked = () -> {
            table.put("a", NEW);
            windows.put("a", NEW);
        };

        windows.get("a");

        assertThat(windows.get("a")).isEqualTo(NEW);
    }

    @Test
    void whoeverWasNotAskedForForTheLongestTimeGivesWay() {
        for (String key : List.of("a", "b", "c", "a", "d")) {
            windows.get(key);
        }
        asked.clear();

        for (String key : List.of("a", "c", "d", "b")) {
            windows.get(key);
        }

        assertThat(asked).containsExactly("b");
    }

    @Test
    void ofAnotherTableNothingIsKnown() {
        windows.put("a", NEW);
        windows.clear();

        assertThat(windows.get("a")).isEqualTo(Row.EMPTY);
    }

    @Test
    void aTableThatFailsIsAskedAgain() {
        table.put("a", OLD);
        whileAsked = () -> {
            throw new IllegalStateException("no disk");
        };
        assertThatThrownBy(() -> windows.get("a")).hasMessage("no disk");
        whileAsked = () -> {};

        assertThat(windows.get("a")).isEqualTo(OLD);
    }
}
