/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.scenario.ScenarioFile;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.simulator.world.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The schema of scenarios knows what the code knows. */
class ScenarioSchemaTest {

    @RegisterExtension
    static Whatsapp360Simulator simulator = Whatsapp360Simulator.builder().build();

    private final JsonNode schema = ScenarioFile.schema();

    /** The members of an object, or the texts of an array. */
    private static List<String> words(JsonNode all) {
        List<String> words = new ArrayList<>(Json.fieldNames(all));
        if (all.isArray()) {
            all.forEach(each -> words.add(each.asText()));
        }
        return words;
    }

    private static List<String> lower(Enum<?>[] all) {
        return Arrays.stream(all)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void itsWordsAreThoseOfTheCode() {
        assertThat(words(schema.at("/properties/switches/properties")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Switch.values()).map(Switch::word).toList());
        assertThat(words(schema.at("/$defs/fault/properties/transport/enum"))).isEqualTo(lower(Transport.values()));
        assertThat(words(schema.at("/$defs/fault/properties/shape/enum")))
                .containsExactlyInAnyOrderElementsOf(lower(ErrorShape.values()));
        assertThat(words(schema.at("/$defs/message/properties/status/enum"))).isEqualTo(lower(Tick.values()));
    }

    /** What the control API says that there is. */
    private static List<String> members(String path) throws InterruptedException {
        String error = new Business(simulator)
                .post(path, "{\"zzz\":1}")
                .json()
                .path("error")
                .asText();
        assertThat(error).startsWith("Unknown member zzz, there are [");
        return List.of(error.replaceAll(".*\\[|]$", "").split(", "));
    }

    @Test
    void faultsAndStepsHaveTheMembersOfTheControlApi() throws InterruptedException {
        simulator.customer("491701234567", "Lena");
        List<String> steps = words(schema.at("/$defs/action/properties"));
        steps.remove("after");
        steps.add("number");

        assertThat(words(schema.at("/$defs/fault/properties")))
                .containsExactlyInAnyOrderElementsOf(members("/simulator/faults"));
        assertThat(steps).containsExactlyInAnyOrderElementsOf(members("/simulator/customers/491701234567/messages"));
    }

    @Test
    void eachTypeOfStepIsKnown() throws InterruptedException {
        simulator.customer("491701234567", "Lena");
        for (String type : words(schema.at("/$defs/action/properties/type/enum"))) {
            String answer = new Business(simulator)
                    .post("/simulator/customers/491701234567/messages", "{\"type\":\"" + type + "\"}")
                    .body();
            assertThat(answer).as(type).doesNotContain("Unknown type");
        }
    }
}
