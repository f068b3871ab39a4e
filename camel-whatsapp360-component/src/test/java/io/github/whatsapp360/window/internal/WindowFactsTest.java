/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.window.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.ServiceWindow.OpenedBy;
import io.github.whatsapp360.window.ServiceWindow.State;
import io.github.whatsapp360.window.internal.WindowEvent.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What signs say together. */
class WindowFactsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static WindowFacts sign(Effect effect, Duration afterNoon) {
        return WindowFacts.of(effect, NOON.plus(afterNoon));
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void nobodyKnowsWhoWasNeverHeardOf() {
        assertThat(WindowFacts.NONE.at(NOON, true)).isEqualTo(ServiceWindow.UNKNOWN);
    }

    @Test
    void aMessageOpensFor24HoursToTheSecond() {
        WindowFacts wrote = sign(Effect.USER_WROTE, hours(0));

        assertThat(wrote.at(NOON, true))
                .isEqualTo(new ServiceWindow(State.open, OpenedBy.user, NOON, NOON.plus(hours(24))));
        assertThat(wrote.at(NOON.plus(hours(24)).minusMillis(1), true).state()).isEqualTo(State.open);
        assertThat(wrote.at(NOON.plus(hours(24)), true)).isEqualTo(ServiceWindow.CLOSED);
    }

    @Test
    void aTemplateOpensForThoseWhoBelieveSo() {
        WindowFacts facts = sign(Effect.TEMPLATE_DELIVERED, hours(0));

        assertThat(facts.at(NOON, true).openedBy()).isEqualTo(OpenedBy.template);
        assertThat(facts.at(NOON, false)).isEqualTo(ServiceWindow.UNKNOWN);
        WindowFacts longAgo = facts.and(sign(Effect.USER_WROTE, hours(-30)));
        assertThat(longAgo.at(NOON, true).expires()).isEqualTo(NOON.plus(hours(24)));
        assertThat(longAgo.at(NOON, false)).isEqualTo(ServiceWindow.CLOSED);
    }

    @Test
    void aRefusalClosesUntilTheUserWritesAgain() {
        WindowFacts refused = sign(Effect.USER_WROTE, hours(0)).and(sign(Effect.SEEN_CLOSED, hours(1)));

        assertThat(refused.at(NOON.plus(hours(1)), true)).isEqualTo(ServiceWindow.CLOSED);
        assertThat(refused.and(sign(Effect.USER_WROTE, hours(2)))
                        .at(NOON.plus(hours(3)), true)
                        .state())
                .isEqualTo(State.open);
    }

    @Test
    void aLateRefusalDoesNotCloseWhatTheUserOpenedSince() {
        WindowFacts opened = sign(Effect.USER_WROTE, hours(2));

        assertThat(opened.and(sign(Effect.SEEN_CLOSED, hours(1)))
                        .at(NOON.plus(hours(3)), true)
                        .state())
                .isEqualTo(State.open);
        assertThat(opened.and(sign(Effect.SEEN_CLOSED, hours(2)))
                        .at(NOON.plus(hours(3)), true)
                        .state())
                .as("in the same second")
                .isEqualTo(State.open);
    }

    @Test
    void aRefusalAfterATemplateClosesAlsoInTheSameSecond() {
        WindowFacts refused = sign(Effect.TEMPLATE_DELIVERED, hours(1)).and(sign(Effect.SEEN_CLOSED, hours(1)));

        assertThat(refused.at(NOON.plus(hours(1)), true)).isEqualTo(ServiceWindow.CLOSED);
    }

    @Test
    void aRefusalOfSomebodyUnknownCloses() {
        assertThat(sign(Effect.SEEN_CLOSED, hours(0)).at(NOON.plus(hours(99)), true))
                .isEqualTo(ServiceWindow.CLOSED);
    }

    @Test
    void whatWasSeenOpenLaterTakesARefusalBack() {
        WindowFacts facts = sign(Effect.USER_WROTE, hours(0))
                .and(sign(Effect.SEEN_CLOSED, hours(1)))
                .and(sign(Effect.SEEN_OPEN, hours(2)));

        assertThat(facts.at(NOON.plus(hours(3)), true).expires()).isEqualTo(NOON.plus(hours(24)));
    }

    @Test
    void whatWasSeenOpenThoughItShouldHaveExpiredIsUnknownForADay() {
        WindowFacts facts = sign(Effect.USER_WROTE, hours(-48)).and(sign(Effect.SEEN_OPEN, hours(0)));

        assertThat(facts.at(NOON.plus(hours(23)), true)).isEqualTo(ServiceWindow.UNKNOWN);
        assertThat(facts.at(NOON.plus(hours(24)), true)).isEqualTo(ServiceWindow.CLOSED);
    }
}
