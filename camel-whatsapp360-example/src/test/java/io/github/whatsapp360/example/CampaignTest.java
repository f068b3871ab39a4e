/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.LIMIT;
import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A campaign from a file: everybody once, also when it is stopped by a limit in the middle. */
class CampaignTest {

    @ParameterizedTest
    @EnumSource
    void everybodyGetsItOnceAlthoughALimitStopsItAndSomebodyCannotBeReached(Form form, @TempDir Path folder)
            throws Exception {
        try (Bridge bridge = new Bridge("campaign")
                .with("campaign.folder", folder.toString())
                .with("campaign.sent", folder.resolve("sent.txt").toString())
                .with("campaign.delay", "500")
                .with("camel.component.whatsapp360.maximum-retries", "0")) {
            bridge.simulator.addTemplate("spring_sale", "en", "Hello {{1}}, your code is {{2}}");
            Customer lena = bridge.simulator.customer("491701000001", "Lena");
            Customer gone = bridge.simulator.customer("491701000002", "Gone");
            Customer omar = bridge.simulator.customer("491701000003", "عمر");
            bridge.simulator.fault(Fault.refuse(131026).to(gone.waId()));
            bridge.simulator.fault(Fault.refuse(131048).times(2).to(omar.waId()));
            bridge.start(form, new Campaign());

            Path ready = Files.writeString(folder.resolve("spring.tmp"), """
                    {"to": "491701000001", "parameters": ["Lena 🌻", "SPRING"]}
                    {"to": "491701000002", "parameters": ["Gone", "SPRING"]}
                    {"to": "491701000003", "parameters": ["عمر", "\\"10 %\\""]}
                    {"to": "491701000001", "parameters": ["Lena 🌻", "SPRING"]}
                    """);
            Files.move(ready, folder.resolve("spring.jsonl"));

            assertThat(texts(omar, 1)).containsExactly("Hello عمر, your code is \"10 %\"");
            await().atMost(LIMIT).until(() -> Files.exists(folder.resolve(".camel/spring.jsonl")));
            assertThat(texts(lena, 1)).containsExactly("Hello Lena 🌻, your code is SPRING");
            assertThat(gone.received()).isEmpty();
            assertThat(omar.received()).hasSize(1);
        }
    }
}
