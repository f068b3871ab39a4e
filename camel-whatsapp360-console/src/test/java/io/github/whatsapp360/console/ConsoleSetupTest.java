/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account whose webhook nobody has registered, or at the wrong path. */
class ConsoleSetupTest {

    private ConsoleBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new ConsoleBed();
        bed.component.getConfiguration().setRegisterWebhook(false);
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    private void start() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").routeId("support").to("log:support");
            }
        });
    }

    @Test
    void aMissingWebhookIsToldAndRegistered() throws Exception {
        start();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("webhookMissing"));

        assertThat(bed.post("/api/accounts/support/webhook/register", "{}", ConsoleBed.OPERATOR)
                        .statusCode())
                .isEqualTo(200);

        await().atMost(ConsoleBed.LIMIT)
                .until(() -> bed.account().path("health").asText().equals("UP"));
        assertThat(bed.simulator.number().webhookUrl()).isEqualTo(bed.address() + "/whatsapp360/support");
    }

    @Test
    void aPathThatDoesNotFitIsTold() throws Exception {
        bed.component.getConfiguration().setWebhookUrl(bed.address() + "/elsewhere");
        start();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("webhookPath"));
    }

    @Test
    void withoutAUrlThereIsNothingToRegister() throws Exception {
        bed.component.getConfiguration().setWebhookUrl(null);
        start();
        await().atMost(ConsoleBed.LIMIT).until(() -> bed.finds("webhookMissing"));

        assertThat(bed.post("/api/accounts/support/webhook/register", "{}", ConsoleBed.OPERATOR)
                        .statusCode())
                .isEqualTo(409);
    }
}
