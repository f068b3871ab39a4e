/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.event.MessageStatus;
import io.github.whatsapp360.simulator.world.Switch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** A template that the API accepts, holds, and drops later. */
class HeldTemplateTest {

    @Test
    void theHeaderSaysThatItIsHeldAndTheFailureNamesTheMessage() throws Exception {
        try (TestBed bed = new TestBed().registered("support")) {
            bed.simulator.addTemplate("plain", "en_US", "Please write to us again");
            bed.simulator.turn(Switch.TEMPLATES_ARE_HELD, true);
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support?events=status:failed").to("mock:failed");
                    from("direct:send").to("whatsapp360:support?templateName=plain&templateLanguage=en_US");
                }
            });
            MockEndpoint failed = bed.context.getEndpoint("mock:failed", MockEndpoint.class);
            failed.expectedMessageCount(1);

            Exchange sent = bed.context.createProducerTemplate().request("direct:send", exchange -> exchange.getIn()
                    .setHeader(Whatsapp360Constants.TO, "491701234567"));

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader("CamelWhatsapp360MessageStatus"))
                    .isEqualTo("held_for_quality_assessment");
            failed.assertIsSatisfied(20_000);
            Exchange report = failed.getExchanges().get(0);
            assertThat(report.getMessage().getHeader("CamelWhatsapp360MessageId"))
                    .isEqualTo(sent.getMessage().getHeader("CamelWhatsapp360SentMessageId"));
            assertThat(report.getMessage().getHeader("CamelWhatsapp360ErrorCode"))
                    .isEqualTo(132015);
            assertThat(report.getMessage().getBody(MessageStatus.class).problem())
                    .isInstanceOf(TemplateException.class);
        }
    }
}
