/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.LIMIT;
import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.apache.camel.ConsumerTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answer at night and at the weekend, with a clock that is moved by hand. */
class OutOfOfficeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @EnumSource
    void whoWritesWhileNobodyIsThereIsToldSoOnceADay(Form form) throws Exception {
        ZonedDateTime friday = ZonedDateTime.of(2026, 11, 20, 17, 59, 30, 0, BERLIN);
        SimulatorClock clock = new SimulatorClock(Clock.fixed(friday.toInstant(), BERLIN));
        try (Bridge bridge = new Bridge(clock, "out-of-office").with("desk", "stub:desk")) {
            bridge.start(form, new OutOfOffice());
            Customer lena = bridge.simulator.customer("491701234567", "Lena");
            ConsumerTemplate desk = bridge.main.getCamelContext().createConsumerTemplate();

            says(lena, desk, "Friday 17:59");
            assertThat(lena.received()).isEmpty();

            bridge.simulator.advance(Duration.ofMinutes(1));
            says(lena, desk, "Friday 18:00");
            assertThat(texts(lena, 1)).singleElement().asString().startsWith("We are here Monday to Friday");
            says(lena, desk, "Friday 18:00, again");

            bridge.simulator.advance(Duration.ofHours(15));
            says(lena, desk, "Saturday 9:00");
            assertThat(texts(lena, 2)).hasSize(2);

            bridge.simulator.advance(Duration.ofHours(48));
            says(lena, desk, "Monday 9:00");
            says(lena, desk, "and once more");
            assertThat(lena.received()).hasSize(2);
        }
    }

    /** Says it, and waits until the people have it. */
    private static void says(Customer lena, ConsumerTemplate desk, String text) {
        lena.says(text);
        assertThat(desk.receiveBody("stub:desk", LIMIT.toMillis(), String.class))
                .isEqualTo(text);
    }
}
