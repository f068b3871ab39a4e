/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.world.Switch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What statuses say of the price of a message, as since October 2026. */
class PriceTest {

    private static final String LENA = "491701234567";

    @RegisterExtension
    Whatsapp360Simulator simulator = Whatsapp360Simulator.builder()
            .statusDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO)
            .build();

    private final Receiver receiver = new Receiver();
    private Business business;

    @BeforeEach
    void register() {
        business = new Business(simulator);
        simulator.turn(Switch.LIMITS, false).turn(Switch.READ_RECEIPTS, false);
        simulator.number().webhook(receiver.url(), Map.of());
        simulator.customer(LENA, "Lena").says("Hi");
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void assertPrice(String category, String type, boolean billable) throws InterruptedException {
        for (String status : new String[] {"sent", "delivered"}) {
            JsonNode pricing = receiver.status(status).path("pricing");
            assertThat(pricing.path("category").asText()).isEqualTo(category);
            assertThat(pricing.path("type").asText()).isEqualTo(type);
            assertThat(pricing.path("billable").asBoolean()).isEqualTo(billable);
        }
    }

    @Test
    void anAnswerHasAPriceAndSoHasAUtilityTemplateInsideTheWindow() throws InterruptedException {
        business.text(LENA, "Hello");
        assertPrice("service", "regular", true);

        simulator.addTemplate("parcel_out", "en_US", "Your parcel is on its way");
        business.post("/messages", """
                {"messaging_product":"whatsapp","to":"491701234567","type":"template",
                 "template":{"name":"parcel_out","language":{"code":"en_US"}}}""");
        assertPrice("utility", "regular", true);
    }

    @Test
    void theFirstThousandOfAMonthAreFreeIfWanted() throws InterruptedException {
        simulator.turn(Switch.FREE_SERVICE_MESSAGES, true);
        for (int i = 0; i < 999; i++) {
            business.text(LENA, "Hello");
            receiver.status("delivered");
        }
        business.text(LENA, "The thousandth");
        assertPrice("service", "free_customer_service", false);
        business.text(LENA, "One more");
        assertPrice("service", "regular", true);
    }
}
