/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One simulator for several classes of tests. */
class ExtensionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private static int port;

    @BeforeAll
    static void remember() {
        port = simulator.port();
    }

    private static void itIsTheSameAndWorks() throws InterruptedException {
        assertThat(simulator.port()).isEqualTo(port);
        simulator.advance(Duration.ofHours(1));
        Customer lena = simulator.customer("491701234567", "Lena");
        lena.says("Hello");
        new Business(simulator).text("491701234567", "Hello Lena");
        assertThat(lena.awaitReceived(1, LIMIT)).hasSize(1);
    }

    @Nested
    class OneNestedClass {
        @Test
        void hasTheSimulatorOfTheOuterOne() throws InterruptedException {
            itIsTheSameAndWorks();
        }
    }

    @Nested
    class AnotherNestedClass {
        @Test
        void hasItTooAfterTheFirstHasEnded() throws InterruptedException {
            itIsTheSameAndWorks();
        }
    }

    /** As a static field does that two classes share. */
    @Test
    void oneThatWasClosedBeginsAnew() throws InterruptedException {
        Whatsapp360Simulator shared = Whatsapp360Simulator.start();
        shared.customer("491701234567", "Lena").says("Hello");
        shared.advance(Duration.ofHours(25));
        shared.close();
        Instant before = shared.clock().instant();
        shared.clock().advance(Duration.ofHours(1));

        try (shared) {
            shared.open();
            assertThat(shared.clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
            Customer lena = shared.customer("491701234567", "Lena");
            lena.says("Hello again");
            String id = new Business(shared).text("491701234567", "Hello Lena").id();
            shared.advance(Duration.ofMinutes(1));
            assertThat(lena.received())
                    .singleElement()
                    .satisfies(message -> assertThat(message.wamid()).isEqualTo(id))
                    .satisfies(message -> assertThat(message.status()).isEqualTo("read"));
        }
    }

    @Test
    void oneThatCouldNotStartDoesNotHoldTheClock() {
        SimulatorClock clock = new SimulatorClock();
        assertThatIllegalStateException().isThrownBy(() -> Whatsapp360Simulator.builder()
                .clock(clock)
                .port(simulator.port())
                .start());

        clock.advance(Duration.ofHours(1));

        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(1));
    }
}
