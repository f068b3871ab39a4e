/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is billed is counted, each message once, although no route takes statuses. */
class BilledMessagesTest {

    private static final Instant NOW = Instant.parse("2026-12-15T12:00:00Z");

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        bed.context.getRegistry().bind("metricsRegistry", registry);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
            }
        });
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private void status(String id, String status, Instant at, String pricing) throws Exception {
        String body = """
                {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","changes":[{"field":"messages",\
                "value":{
                "messaging_product":"whatsapp",
                "metadata":{"display_phone_number":"4989123456","phone_number_id":"401122334455667"},
                "statuses":[{"id":"%s","status":"%s","timestamp":"%d",\
                "recipient_id":"491701234567"%s}]}}]}]}""".formatted(id, status, at.getEpochSecond(), pricing);
        assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
    }

    private static String pricing(String category, String type) {
        return ",\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"type\":\"%s\",\"category\":\"%s\"}"
                .formatted(type, category);
    }

    private double billed(String category, String type) {
        Counter counter = registry.find("whatsapp360.billed")
                .tags("account", "support", "category", category, "type", type)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private double freeUsed() {
        return registry.get("whatsapp360.service.free.used").gauge().value();
    }

    @Test
    void aMessageCountsOnceHoweverOftenItsStatusesRepeat() throws Exception {
        for (int i = 0; i < 2; i++) {
            status("wamid.1", "sent", NOW, pricing("utility", "regular"));
            status("wamid.1", "delivered", NOW, pricing("utility", "regular"));
            status("wamid.1", "read", NOW, pricing("utility", "regular"));
        }
        status("wamid.2", "delivered", NOW, "");
        status("wamid.2", "read", NOW, pricing("marketing", "regular"));

        assertThat(billed("utility", "regular")).isEqualTo(1);
        assertThat(billed("marketing", "regular")).isEqualTo(1);
        assertThat(freeUsed()).isZero();
    }

    @Test
    void whatWasNotDeliveredOrHasNoCompletePriceIsNotCounted() throws Exception {
        status("wamid.1", "sent", NOW, pricing("utility", "regular"));
        status("wamid.1", "failed", NOW, "");
        status("wamid.2", "delivered", NOW, "");
        status("wamid.3", "delivered", NOW, ",\"pricing\":{\"billable\":true,\"type\":\"regular\"}");

        assertThat(registry.find("whatsapp360.billed").counters()).isEmpty();
    }

    @Test
    void theFreeServiceMessagesOfTheMonthAreCounted() throws Exception {
        status("wamid.1", "delivered", NOW, pricing("service", "free_customer_service"));
        status("wamid.2", "delivered", NOW, pricing("service", "regular"));
        status("wamid.2", "read", NOW, pricing("service", "regular"));
        status("wamid.3", "delivered", NOW, pricing("service", "free_entry_point"));
        status("wamid.4", "delivered", NOW.minusSeconds(30 * 86_400), pricing("service", "regular"));

        assertThat(freeUsed()).isEqualTo(2);
        assertThat(billed("service", "regular")).isEqualTo(2);
        assertThat(billed("service", "free_customer_service")).isEqualTo(1);
        assertThat(billed("service", "free_entry_point")).isEqualTo(1);
    }

    @Test
    void aNewMonthBeginsAtZero() throws Exception {
        status("wamid.1", "delivered", NOW, pricing("service", "regular"));
        bed.component.setClock(Clock.fixed(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC));

        assertThat(freeUsed()).isZero();
    }
}
