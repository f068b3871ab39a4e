/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.whatsapp360.message.template.TemplateDefinition;
import io.github.whatsapp360.message.template.TemplateDefinition.Button;
import io.github.whatsapp360.message.template.TemplateDefinition.Component;
import io.github.whatsapp360.message.template.TemplateDefinition.Details;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateReaderTest {

    private static final String TEMPLATE = """
            {"id":"512","name":"order_update","language":"en_US","status":"approved","category":"UTILITY",
             "parameter_format":"NAMED","rejected_reason":"NONE","quality_score":{"score":"GREEN","date":1789000000},
             "components":[
               {"type":"header","format":"TEXT","text":"Order {{order_id}}","example":{"header_text":["1"]}},
               {"type":"BODY","text":"Dear {{first_name}}"},
               {"type":"BUTTONS","buttons":[
                 {"type":"URL","text":"Track","url":"https://example.com/{{1}}","example":["https://example.com/1"]},
                 {"type":"QUICK_REPLY","text":"Stop"}]},
               {"type":"LIMITED_TIME_OFFER","limited_time_offer":{"text":"Now","has_expiration":true}},
               {"type":"CAROUSEL","cards":[{"components":[{"type":"BODY","text":"Only {{1}}"}]}]},
               null]}
            """;

    private static final TemplateDefinition DEFINITION = new TemplateDefinition(
            "order_update",
            "en_US",
            "APPROVED",
            "UTILITY",
            List.of(
                    Component.ofText("HEADER", "Order {{order_id}}"),
                    Component.ofText("BODY", "Dear {{first_name}}"),
                    new Component(
                            "BUTTONS",
                            null,
                            null,
                            List.of(
                                    new Button("URL", "Track", "https://example.com/{{1}}"),
                                    new Button("QUICK_REPLY", "Stop", null)),
                            List.of(),
                            false),
                    new Component("LIMITED_TIME_OFFER", null, null, List.of(), List.of(), true),
                    new Component(
                            "CAROUSEL",
                            null,
                            null,
                            List.of(),
                            List.of(List.of(Component.ofText("BODY", "Only {{1}}"))),
                            false)),
            new Details("512", "NAMED", "NONE", "GREEN"));

    @Test
    void templatesAreReadFromBothDialectsAndAlone() {
        assertThat(read("{\"data\":[" + TEMPLATE + "],\"paging\":{}}")).containsExactly(DEFINITION);
        assertThat(read("{\"count\":1,\"waba_templates\":[" + TEMPLATE + "]}")).containsExactly(DEFINITION);
        assertThat(read(TEMPLATE)).containsExactly(DEFINITION);
    }

    @Test
    void templateWithoutNameDoesNotCostItsNeighbour() {
        assertThat(read("{\"data\":[{\"language\":\"de\"}, null, 7, " + TEMPLATE + "]}"))
                .containsExactly(DEFINITION);
    }

    @Test
    void answersWithoutTemplatesHaveNone() {
        assertThat(read("{\"data\":[]}")).isEmpty();
        assertThat(read("{\"success\":true}")).isEmpty();
        assertThat(read("[]")).isEmpty();
        assertThat(read("")).isEmpty();
    }

    @Test
    void bareTemplateHasEmptyWordsAndNoParts() {
        assertThat(read("{\"name\":\"a\",\"language\":\"de\"}"))
                .containsExactly(new TemplateDefinition("a", "de", "", "", List.of(), Details.NONE));
    }

    @Test
    void answerThatIsNotJsonIsRefused() {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> read("<html>"));
    }

    private static List<TemplateDefinition> read(String json) {
        return TemplateReader.read(json.getBytes(UTF_8));
    }

    @Test
    void theMaximumPriceIsReadByBothNamesAndWrittenByTheNewOne() {
        String template = "{\"name\":\"a\",\"language\":\"de\",\"%s\":{\"bid_amount\":7}}";

        for (String name : List.of("bid_spec", "optimization_spec")) {
            assertThat(read(template.formatted(name))).singleElement().satisfies(read -> assertThat(
                            read.details().optimizationSpec())
                    .isEqualTo("{\"bid_amount\":7}"));
            assertThat(TemplateReader.current(Map.of("name", "a", name, Map.of("bid_amount", 7))))
                    .containsOnlyKeys("name", "optimization_spec");
        }
    }
}
