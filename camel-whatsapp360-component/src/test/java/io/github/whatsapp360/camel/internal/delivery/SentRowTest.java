/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.delivery.DeliveryState;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of a sent message, against a model that knows only the order of the words. */
class SentRowTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final String KEY = "-----abcdefghij";
    private static final ErrorItem ERROR = new ErrorItem(131049, "Withheld", null, null, null);
    private static final List<String> RANKS =
            List.of("requested", "unknown", "notSent", "accepted", "sent", "delivered", "read");

    /** What the contract says: forward only, the first of delivered and failed is final for the other. */
    private static final class Model {

        private String state = "requested";
        private int events;
        private boolean due = true;

        void apply(SentChange change) {
            if (change instanceof SentChange.Accepted) {
                forward("accepted");
            } else if (change instanceof SentChange.Unanswered) {
                forward("unknown");
            } else if (change instanceof SentChange.Refused && rank(state) < rank("notSent")) {
                forward("notSent");
                due = false;
            } else if (change instanceof SentChange.Reported reported) {
                report(reported.status().name());
            }
        }

        private void report(String word) {
            boolean failed = state.equals("failed");
            boolean delivered = rank(state) >= rank("delivered");
            if (word.equals("failed")) {
                if (!failed && !delivered) {
                    state = "failed";
                    settle();
                }
            } else if (!failed && rank(word) > rank(state)) {
                state = word;
                if (rank(word) >= rank("delivered") && !delivered) {
                    settle();
                }
            }
        }

        private void settle() {
            events += due ? 1 : 0;
            due = false;
        }

        private void forward(String word) {
            if (!state.equals("failed") && rank(word) > rank(state)) {
                state = word;
            }
        }

        private static int rank(String word) {
            return RANKS.indexOf(word);
        }
    }

    private static SentChange random(Random random) {
        DeliveryState[] reported = {
            DeliveryState.sent, DeliveryState.delivered, DeliveryState.read, DeliveryState.failed
        };
        return switch (random.nextInt(8)) {
            case 0 -> new SentChange.Accepted(KEY, "wamid.1", "491701234567");
            case 1 -> new SentChange.Unanswered(KEY);
            case 2 -> new SentChange.Refused(KEY, ERROR);
            default -> {
                DeliveryState state = reported[random.nextInt(reported.length)];
                yield new SentChange.Reported(
                        KEY,
                        "wamid.1",
                        state,
                        NOW.plusSeconds(random.nextInt(100)),
                        state == DeliveryState.failed ? ERROR : null);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anySequenceOfChangesEndsAsTheModelSays(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 4_000; run++) {
            SentRow row = SentRow.of(KEY, "order-7", "491701234567", NOW, NOW.plusSeconds(60));
            Model model = new Model();
            int events = 0;
            List<SentChange> changes = new ArrayList<>();
            for (int step = random.nextInt(9); step >= 0; step--) {
                SentChange change = random(random);
                changes.add(change);
                SentRow next = applied(change, row);
                assertThat(next).as("%s once more", changes).isEqualTo(applied(change, next));
                row = next;
                model.apply(change);
                if (Instant.EPOCH.equals(row.due())) {
                    events++;
                    row = applied(new SentChange.Emitted(KEY), row);
                }
            }
            assertThat(row.state().name()).as("%s", changes).isEqualTo(model.state);
            assertThat(events).as("%s", changes).isEqualTo(model.events).isLessThanOrEqualTo(1);
            assertThat(row.message().deliveredAt() != null)
                    .as("%s", changes)
                    .isEqualTo(row.state().isDelivered());
        }
    }

    private static SentRow applied(SentChange change, @Nullable SentRow row) {
        SentRow after = change.applyTo(row);
        assertThat(after).isNotNull();
        return after;
    }

    @Test
    void aStatusBeforeTheAnswerIsNotUndoneByIt() {
        SentRow row = SentRow.of(KEY, null, "491701234567", NOW, null)
                .reported("wamid.1", DeliveryState.delivered, NOW, null)
                .accepted("wamid.1", "491701234568");

        assertThat(row.state()).isEqualTo(DeliveryState.delivered);
        assertThat(row.message().messageId()).isEqualTo("wamid.1");
        assertThat(row.message().customer()).isEqualTo("491701234568");
    }

    @Test
    void whatIsNotInTheLogStaysOutsideOfIt() {
        assertThat(new SentChange.Accepted(KEY, "wamid.1", null).applyTo(null)).isNull();
        assertThat(new SentChange.Reported(KEY, "wamid.1", DeliveryState.read, NOW, null).applyTo(null))
                .isNull();
    }
}
