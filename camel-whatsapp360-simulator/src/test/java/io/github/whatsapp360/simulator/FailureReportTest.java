/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.hook.DeliveryState;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An assertion that fails tells what happened instead. */
class FailureReportTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder()
            .clock(new SimulatorClock(Clock.fixed(Instant.now(), ZoneOffset.UTC)))
            .build();

    private final Business business = new Business(simulator);

    @Test
    void itTellsOfRequestsFailuresDeliveriesAndFaults() throws InterruptedException {
        Customer lena = simulator.customer(LENA, "Lena");
        try (Receiver receiver = new Receiver()) {
            receiver.answers(503);
            simulator.number().webhook(receiver.url(), Map.of());
            lena.says("Hello");
            simulator.awaitDeliveries(all -> all.size() == 1 && all.get(0).lastStatus() == 503, Duration.ofSeconds(30));
            simulator.fault(Fault.refuse(131056).times(2).to(LENA));
            simulator.fault(Fault.connection(Transport.RESET).from("1").times(0));
            simulator.fault(Fault.failLater(131049).times(1).on("POST", "/marketing_messages"));
            business.text(LENA, "refused by a fault");
            business.post("/messages", "{\"messaging_product\":\"whatsapp\"}");
            new Business(simulator.baseUrl(), "wrong-key").text(LENA, "not ours");
            simulator.fails(business.text("491702222222", "fails").id(), 131026);

            for (ThrowingCallable failing : new ThrowingCallable[] {
                () -> lena.awaitReceived(1, Duration.ZERO),
                () -> simulator.awaitRequests(all -> all.size() == 99, Duration.ZERO),
                () -> simulator.awaitDeliveries(
                        all -> all.stream().allMatch(each -> each.state() == DeliveryState.DONE), Duration.ZERO)
            }) {
                assertThatThrownBy(failing)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("POST /messages 400 131056")
                        .hasMessageContaining("POST /messages 400 100")
                        .hasMessageContaining("POST /messages 401 Invalid API key")
                        .hasMessageContaining("text to 491702222222: 131026")
                        .hasMessageContaining(receiver.url() + ", 1 attempt, answered 503")
                        .hasMessageContaining("connection RESET, from 1, never hit")
                        .hasMessageContaining("131049 later, POST /marketing_messages, 1 left");
            }
        }
    }

    @Test
    void itIsShortWhereMuchHappened() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            business.get("/health_status?i=" + i);
        }

        assertThatThrownBy(() -> simulator.customer(LENA, "").awaitReceived(1, Duration.ZERO))
                .hasMessageContaining("Requests, the last 20 of 40:")
                .hasMessageContaining("i=39 200")
                .message()
                .doesNotContain("i=19 ");
    }
}
