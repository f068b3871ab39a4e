/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that run at the same time share a simulator, each with a number of its own. */
class ParallelTestsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static Whatsapp360Simulator simulator =
            Whatsapp360Simulator.builder().resetBeforeEachTest(false).build();

    private static int oneTest(int which) throws InterruptedException {
        try (Receiver receiver = new Receiver()) {
            BusinessNumber number = simulator.addNumber();
            number.webhook(receiver.url(), Map.of());
            Customer customer = simulator.customer("49170000" + which, "").at(number);
            customer.says("Hello " + which);
            new Business(simulator.baseUrl(), number.apiKey()).text("49170000" + which, "Hi " + which);

            assertThat(customer.awaitReceived(1, LIMIT)).singleElement().satisfies(message -> assertThat(message.text())
                    .isEqualTo("Hi " + which));
            assertThat(receiver.next().body()).contains("Hello " + which, number.phoneNumberId());
        }
        return which;
    }

    @Test
    void eachHasANumberOfItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> tests = new ArrayList<>();
            for (int i = 100; i < 112; i++) {
                int which = i;
                tests.add(() -> oneTest(which));
            }
            for (Future<Integer> done : threads.invokeAll(tests)) {
                assertThat(done.get()).isGreaterThanOrEqualTo(100);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @RepeatedTest(3)
    void nothingOfAnotherTestIsForgotten(RepetitionInfo repetition) {
        int which = repetition.getCurrentRepetition();
        simulator.customer("4917777777" + which, "").says("Still here");

        for (int i = 1; i <= which; i++) {
            assertThat(simulator.customer("4917777777" + i, "").windowUntil())
                    .isAfter(simulator.clock().instant());
        }
    }
}
