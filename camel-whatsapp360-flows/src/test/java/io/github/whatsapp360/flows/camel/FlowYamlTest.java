/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static io.github.whatsapp360.flows.camel.FlowServersTest.tree;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.flows.FlowTokens;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void theKameletAsksTheRoute(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(directory.resolve("private.pem"), Pem.pkcs8(FlowBed.PAIR.getPrivate()));
        try (FlowBed bed = new FlowBed()) {
            bed.component.getConfiguration().setPrivateKey(null);
            PluginHelper.getRoutesLoader(bed.context)
                    .loadRoutes(ResourceHelper.fromString("kamelet.yaml", """
                    - route:
                        from:
                          uri: kamelet:whatsapp360-flow-source
                          parameters:
                            account: support
                            privateKey: file:%s
                            tokenSecret: own-token-secret-1
                            errorMessage: Again
                          steps:
                            - choice:
                                when:
                                  - simple: "${header.CamelWhatsapp360FlowScreen} == 'DAY'"
                                    steps:
                                      - throwException:
                                          exceptionType: java.lang.IllegalStateException
                                          message: fails
                            - setBody:
                                constant: '{"screen": "DAY"}'
                    """.formatted(key)));
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    // All routes are in YAML.
                }
            });
            String token = new FlowTokens("own-token-secret-1").issue("491701234567");

            assertThat(bed.phone().open(token).screen())
                    .isEqualTo(tree("{\"version\":\"3.0\",\"screen\":\"DAY\",\"data\":{}}"));
            assertThat(bed.phone().open("unknown").status()).isEqualTo(427);
            assertThat(bed.phone().submit("DAY", Map.of(), token).screen())
                    .isEqualTo(tree("{\"version\":\"3.0\",\"screen\":\"DAY\",\"data\":{\"error_message\":\"Again\"}}"));
        }
    }

    /** A tool shows the icon, and a runtime that has only the kamelet fetches what it needs. */
    @Test
    void theKameletHasAnIconAndNamesItsDependency() throws Exception {
        String kamelet;
        try (InputStream file =
                Whatsapp360FlowComponent.class.getResourceAsStream("/kamelets/whatsapp360-flow-source.kamelet.yaml")) {
            kamelet = new String(file.readAllBytes(), UTF_8);
        }
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + 9, pom.indexOf("</version>"));

        assertThat(kamelet)
                .containsPattern("kamelet\\.icon: \"data:image/svg\\+xml;base64,[^\"]+\"")
                .contains("- \"mvn:io.github.whatsapp360:camel-whatsapp360-flows:" + version + "\"");
    }

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
