/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static io.github.whatsapp360.flows.camel.FlowServersTest.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** A form without Java: the token is issued, and the screens are answered, by routes in YAML. */
class FlowYamlTest {

    private static final String ROUTES = """
            - beans:
                - name: flowTokens
                  type: io.github.whatsapp360.flows.FlowTokens
                  properties:
                    secret: "{{flow.token.secret}}"
                    validity: 2h
            - route:
                from:
                  uri: direct:send
                  steps:
                    - setBody:
                        simple: "${bean:flowTokens?method=issue(${header.CamelWhatsapp360From}, 'table')}"
                    - to: mock:sent
            - route:
                from:
                  uri: whatsapp360-flow:support
                  parameters:
                    tokenSecret: "{{flow.token.secret}}"
                  steps:
                    - choice:
                        when:
                          - simple: "${header.CamelWhatsapp360FlowScreen} == 'DAY'"
                            steps:
                              - setBody:
                                  simple: '{"screen": "TIME", "data": {"day": "${body.data[day]}"}}'
                          - simple: "${header.CamelWhatsapp360FlowScreen} == 'TIME'"
                            steps:
                              - setBody:
                                  simple: >-
                                    {"screen": "SUCCESS", "data": {"customer": "${header.CamelWhatsapp360FlowCustomer}",
                                     "for": "${header.CamelWhatsapp360FlowTokenData}"}}
                        otherwise:
                          steps:
                            - setBody:
                                constant: '{"screen": "DAY"}'
            """;

    @Test
    void theFormIsOpenedAndCompleted() throws Exception {
        try (FlowBed bed = new FlowBed()) {
            bed.context.getPropertiesComponent().addInitialProperty("flow.token.secret", "own-token-secret-1");
            PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("flow.yaml", ROUTES));
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    // All routes are in YAML.
                }
            });
            bed.context
                    .createProducerTemplate()
                    .sendBodyAndHeader("direct:send", "", "CamelWhatsapp360From", "491701234567");
            String token = bed.context
                    .getEndpoint("mock:sent", MockEndpoint.class)
                    .getExchanges()
                    .get(0)
                    .getIn()
                    .getBody(String.class);

            assertThat(bed.phone().open(token).screen())
                    .isEqualTo(tree("{\"version\":\"3.0\",\"screen\":\"DAY\",\"data\":{}}"));
            assertThat(bed.phone().submit("DAY", Map.of("day", "mon"), token).screen())
                    .isEqualTo(tree("{\"version\":\"3.0\",\"screen\":\"TIME\",\"data\":{\"day\":\"mon\"}}"));
            assertThat(bed.phone()
                            .submit("TIME", Map.of(), token)
                            .screen()
                            .at("/data/extension_message_response/params"))
                    .isEqualTo(Phone.JSON
                            .createObjectNode()
                            .put("flow_token", token)
                            .put("customer", "491701234567")
                            .put("for", "table"));
        }
    }
}
