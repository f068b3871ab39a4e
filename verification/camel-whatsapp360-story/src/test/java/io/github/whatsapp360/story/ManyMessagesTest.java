/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.world.Switch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 10,000 messages through the embedded inbox and the route of the story: each is answered once, those of one customer
 * in their order. Run on each Java version, and with Camel's virtual threads.
 */
class ManyMessagesTest {

    private static final int CUSTOMERS = 100;
    private static final int MESSAGES_EACH = 100;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path data;

    @Test
    void eachIsAnsweredOnceAndInOrder() throws Exception {
        try (Whatsapp360Simulator simulator = Whatsapp360Simulator.start()) {
            simulator.turn(Switch.LIMITS, false).turn(Switch.READ_RECEIPTS, false);
            RunningCamel camel = start(simulator, freePort());
            try {
                List<Customer> customers = IntStream.range(0, CUSTOMERS)
                        .mapToObj(index -> simulator.customer(String.valueOf(491701000000L + index), "Lena"))
                        .toList();
                for (int message = 0; message < MESSAGES_EACH; message++) {
                    for (Customer customer : customers) {
                        customer.says("message " + message);
                    }
                }

                for (Customer customer : customers) {
                    assertThat(customer.awaitReceived(MESSAGES_EACH, LIMIT))
                            .extracting(ReceivedMessage::text)
                            .containsExactlyElementsOf(IntStream.range(0, MESSAGES_EACH)
                                    .mapToObj(message -> "Hello Lena, you wrote: message " + message)
                                    .toList());
                }
                assertThat(hasPlatformThreads()).isNotEqualTo(Boolean.getBoolean("camel.threads.virtual.enabled"));
            } finally {
                camel.close();
            }
        }
    }

    private RunningCamel start(Whatsapp360Simulator simulator, int port) {
        Map<String, String> options = Map.of(
                "api-key",
                simulator.apiKey(),
                "base-url",
                simulator.baseUrl(),
                "webhook-url",
                "http://127.0.0.1:" + port + "/whatsapp360/support",
                "register-webhook",
                "true",
                "messages-per-second",
                "0");
        return new MainRuntime("classpath:routes/answer.yaml", port, options, data);
    }

    /** Whether routes run on platform threads; virtual ones are not listed here. */
    private static boolean hasPlatformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains("Whatsapp360Consumer"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
