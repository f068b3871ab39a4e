/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundMessage;
import io.github.whatsapp360.simulator.Customer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file in the store, and the claim for it in the queue. */
class ClaimCheckTest {

    @ParameterizedTest
    @EnumSource
    void theFileIsInTheStoreBeforeItsClaimIsInTheQueue(Form form, @TempDir Path directory) throws Exception {
        byte[] content = new byte[1_000_000];
        new Random(6).nextBytes(content);
        Path store = directory.resolve("store");
        try (JmsBroker broker = new JmsBroker(directory.resolve("broker"));
                Bridge bridge =
                        new Bridge("claim-check").with("broker", broker.url()).with("store", store.toString())) {
            bridge.start(form, new ClaimCheck());
            Customer lena = bridge.simulator.customer("491701234567", "Lena");

            lena.says("no file");
            String id = lena.sendsDocument(content, "application/pdf", "../Rechnung 🌻.pdf", "");

            Exchange claim = bridge.main
                    .getCamelContext()
                    .createConsumerTemplate()
                    .receive("jms:queue:whatsapp.files", LIMIT.toMillis());
            assertThat(claim.getIn().getBody(InboundMessage.class).id()).isEqualTo(id);
            Path stored = Path.of(claim.getIn().getHeader("storedAs", String.class));
            assertThat(stored).startsWith(store);
            assertThat(Files.readAllBytes(stored)).isEqualTo(content);
        }
    }
}
