/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of message, sent by a route in YAML whose body is the JSON of the API's pages; what leaves is that JSON.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryKindFromYamlTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/outbound");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ROUTE = """
            - route:
                from:
                  uri: direct:json
                  steps:
                    - unmarshal:
                        json: {}
                    - to: whatsapp360:support?to=491701234567
            """;

    private TestBed bed;
    private ProducerTemplate template;

    @BeforeAll
    void setUp() throws Exception {
        bed = new TestBed();
        PluginHelper.getRoutesLoader(bed.context).loadRoutes(ResourceHelper.fromString("routes.yaml", ROUTE));
        bed.context.start();
        template = bed.context.createProducerTemplate();
        bed.simulator.customer("491701234567", "Lena").says("Hi");
    }

    @AfterAll
    void tearDown() throws Exception {
        bed.close();
    }

    static List<String> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void messageLeavesAsTheApiTakesIt(String fixture) throws Exception {
        ObjectNode expected =
                (ObjectNode) MAPPER.readTree(FIXTURES.resolve(fixture).toFile());
        ObjectNode body = expected.deepCopy();
        // What a route need not write.
        body.remove("messaging_product");
        if (expected.path("recipient_type").asText().equals("individual")
                && expected.path("to").asText().equals("+491701234567")) {
            body.remove(List.of("recipient_type", "to"));
        }
        int before = bed.simulator.requests().size();

        Exchange sent =
                template.request("direct:json", exchange -> exchange.getIn().setBody(body.toString()));

        assertThat(bed.simulator.requests()).hasSize(before + 1);
        JsonNode request = MAPPER.readTree(bed.simulator.requests().get(before).body());
        assertThat(request).isEqualTo(expected);
        // Ids of the pages' examples are nobody's here: what leaves is what counts, and that the answer is understood.
        if (sent.getException() != null) {
            assertThat(bed.simulator.requests().get(before).status()).isGreaterThanOrEqualTo(400);
        }
    }
}
