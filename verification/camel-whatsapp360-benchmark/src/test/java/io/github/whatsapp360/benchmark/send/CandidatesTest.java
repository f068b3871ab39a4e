/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.benchmark.measure.Order;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing is measured here, and all in one process; it is only made sure that it could be. */
class CandidatesTest {

    @Test
    void everyCandidateSends() throws Exception {
        try (StubRole stub = new StubRole()) {
            Map<String, Double> ports = stub.start(Order.of("start").with("keys", new Certificate().keys()));
            for (Candidate candidate : Candidate.values()) {
                try (SenderRole sender = new SenderRole()) {
                    assertThat(sender.start(Order.of("start").with("candidate", candidate.name())))
                            .isEmpty();
                    Order send = Order.of("send")
                            .with("url", "http://127.0.0.1:" + ports.get("http").intValue())
                            .with("seconds", 0.2);

                    assertAllAccepted(candidate, sender.answer(send.with("threads", 2)));
                    assertAllAccepted(candidate, sender.answer(send.with("inFlight", 10)));
                }
            }
        }
    }

    private static void assertAllAccepted(Candidate candidate, Map<String, Double> figures) {
        assertThat(figures.get("messages")).as(candidate.title()).isPositive();
        assertThat(figures.get("failed")).as(candidate.title()).isZero();
    }
}
