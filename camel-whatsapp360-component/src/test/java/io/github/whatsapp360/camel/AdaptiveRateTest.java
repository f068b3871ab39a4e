/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.simulator.fault.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code messagesPerSecond=auto}. */
class AdaptiveRateTest {

    private static final String ACCOUNT_EVENT = """
            {"object":"whatsapp_business_account","entry":[{"id":"301122334455667","time":1796000000,"changes":[
            {"field":"%s","value":%s}]}]}""";
    private static final String UPGRADE = ACCOUNT_EVENT.formatted(
            "phone_number_quality_update",
            "{\"display_phone_number\":\"4989123456\",\"event\":\"THROUGHPUT_UPGRADE\"}");
    private static final String ECHO = """
            {"object":"whatsapp_business_account","entry":[{"id":"301122334455667",\
            "changes":[{"field":"smb_message_echoes",
            "value":{"messaging_product":"whatsapp",
            "metadata":{"display_phone_number":"4989123456","phone_number_id":"401122334455667"},
            "message_echoes":[{"from":"4989123456","to":"491701234567","id":"wamid.E1","timestamp":"1796000000",
            "type":"text","text":{"body":"Hi"}}]}}]}]}""";

    private TestBed bed;

    @BeforeEach
    void setUp() throws Exception {
        bed = new TestBed();
        bed.component.getConfiguration().setMessagesPerSecond("auto");
    }

    @AfterEach
    void tearDown() throws Exception {
        bed.close();
    }

    private Whatsapp360Client started(String options) throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support" + options).to("mock:in");
                from("direct:out")
                        .to("whatsapp360:support" + options + (options.isEmpty() ? "?" : "&") + "to=491701234567");
            }
        });
        return bed.component.account("support").client();
    }

    @Test
    void theRateFollowsTheEventsOfTheNumberAlsoThoseThatNoRouteTakes() throws Exception {
        Whatsapp360Client client = started("");
        assertThat(client.messagesPerSecond()).isEqualTo(80);

        bed.deliver("support", UPGRADE);
        assertThat(client.messagesPerSecond()).isEqualTo(1_000);
        bed.deliver(
                "support",
                ACCOUNT_EVENT.formatted("account_settings_update", "{\"throughput\":{\"level\":\"STANDARD\"}}"));
        assertThat(client.messagesPerSecond()).isEqualTo(80);
        bed.deliver(
                "support",
                ACCOUNT_EVENT.formatted(
                        "business_capability_update", "{\"max_daily_conversations_per_business\":\"TIER_UNLIMITED\"}"));
        assertThat(client.messagesPerSecond()).isEqualTo(80);
        bed.deliver("support", ECHO);
        bed.deliver("support", UPGRADE);
        assertThat(client.messagesPerSecond()).isEqualTo(20);
    }

    /** An event of the whole business account names the number that it is about. */
    @Test
    void aReportIsOfTheNumberThatItNamesWhicheverAccountGetsIt() throws Exception {
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
                from("whatsapp360:sales?phoneNumberId=401122334455668").to("mock:in");
                from("direct:out").to("whatsapp360:support?to=491701234567").to("whatsapp360:sales?to=491701234567");
            }
        });
        Whatsapp360Client support = bed.component.account("support").client();
        Whatsapp360Client sales = bed.component.account("sales").client();
        bed.deliver("support", TestBed.text("wamid.1", "491701234567", "Hi"));
        bed.deliver(
                "sales",
                TestBed.text("wamid.2", "491701234567", "Hi")
                        .replace("4989123456", "+49 30 123456")
                        .replace("401122334455667", "401122334455668"));

        bed.deliver("support", UPGRADE.replace("4989123456", "49 30 123456"));
        assertThat(support.messagesPerSecond()).isEqualTo(80);
        assertThat(sales.messagesPerSecond()).isEqualTo(1_000);

        bed.deliver("support", UPGRADE.replace("4989123456", "4940123456"));
        assertThat(support.messagesPerSecond()).isEqualTo(80);
        bed.deliver("sales", UPGRADE);
        assertThat(support.messagesPerSecond()).isEqualTo(1_000);
    }

    @Test
    void aNewClientBeginsWithWhatWasReported() throws Exception {
        bed.component.getConfiguration().setMessagesPerSecond("auto");
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support").to("mock:in");
            }
        });
        bed.deliver("support", UPGRADE);

        assertThat(bed.component.client("support").messagesPerSecond()).isEqualTo(1_000);
    }

    @Test
    void itYieldsWhenTheApiThrottles() throws Exception {
        Whatsapp360Client client = started("");
        bed.simulator.customer("491701234567", "Lena").says("Hi");
        bed.simulator.fault(Fault.refuse(130429));

        bed.context.createProducerTemplate().sendBody("direct:out", "Hello");

        assertThat(client.messagesPerSecond()).isEqualTo(40);
    }

    @Test
    void aFixedRateStaysWhatItIs() throws Exception {
        Whatsapp360Client client = started("?messagesPerSecond=60");

        bed.deliver("support", UPGRADE);

        assertThat(client.messagesPerSecond()).isEqualTo(60);
    }

    @Test
    void anythingElseIsRefusedByName() throws Exception {
        assertThatThrownBy(() -> started("?messagesPerSecond=fast"))
                .hasStackTraceContaining("messagesPerSecond is a whole number from 0 or auto, actual is fast");
    }
}
