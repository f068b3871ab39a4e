/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static io.github.whatsapp360.example.Bridge.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A text to somebody whose window nobody knows to be closed. */
class LateRefusalTest {

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedLateGoesAgainAsATemplateOnceAndFromThenOnAtOnce(Form form) throws Exception {
        try (Bridge bridge =
                new Bridge("late-refusal").with("camel.component.whatsapp360.template-opens-window", "false")) {
            bridge.start(form, new LateRefusal());
            Customer lena = bridge.simulator.customer("491701234567", "Lena");
            ProducerTemplate template = bridge.main.getCamelContext().createProducerTemplate();

            template.sendBodyAndHeader("direct:notify", "Your parcel is here", "CamelWhatsapp360To", "+49 170 1234567");

            assertThat(texts(lena, 1).get(0)).contains("There is news for you: Your parcel is here");
            assertThat(messages(bridge)).isEqualTo(2);

            template.sendBodyAndHeader("direct:notify", "It is still here", "CamelWhatsapp360To", "+49 170 1234567");

            assertThat(texts(lena, 2).get(1)).contains("There is news for you: It is still here");
            assertThat(messages(bridge)).isEqualTo(3);
        }
    }

    private static long messages(Bridge bridge) {
        return bridge.simulator.requests().stream()
                .filter(request -> request.path().equals("/messages"))
                .count();
    }
}
