/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.scenario.ScenarioFile;
import io.github.whatsapp360.simulator.scenario.Scenarios;
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.charset.StandardCharsets;

/** The control API for the whole state: saved and restored as a file. Confined to the event loop. */
final class StateControl {

    private final Scenarios scenarios;
    private final Runnable reset;

    StateControl(Scenarios scenarios, Runnable reset) {
        this.scenarios = scenarios;
        this.reset = reset;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/scenario", this::save)
                .add("PUT", "/simulator/scenario", this::restore)
                .add("GET", "/simulator/scenario/schema", call -> Answer.json(ScenarioFile.schema()));
    }

    private Answer save(Call call) {
        return Answer.json(scenarios.save()).with("Content-Disposition", "attachment; filename=\"scenario.json\"");
    }

    private Answer restore(Call call) {
        ScenarioFile file = ScenarioFile.parse(call.body().toString(StandardCharsets.UTF_8));
        if (!file.errors().isEmpty()) {
            return Answer.json(
                    400,
                    Json.object().put("error", String.join("; ", file.errors())).set("errors", Json.of(file.errors())));
        }
        scenarios.replace(file.content(), reset);
        return Answer.success();
    }
}
