/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.hook.Courier;
import io.github.whatsapp360.simulator.hook.Recording;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Registration;
import java.util.Map;

/** The control API for recordings of deliveries. Confined to the event loop. */
final class RecordingControl {

    private final Courier courier;

    RecordingControl(Courier courier) {
        this.courier = courier;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/recording", this::record).add("POST", "/simulator/replay", this::replay);
    }

    private Answer record(Call call) {
        return Answer.json(courier.recording()).with("Content-Disposition", "attachment; filename=\"recording.json\"");
    }

    /** Without a body, what is in the log. */
    private Answer replay(Call call) {
        String gaps = call.parameter("gaps");
        if (!gaps.isEmpty() && !gaps.equals("true") && !gaps.equals("false")) {
            return Answer.proxyError(400, "gaps must be true or false");
        }
        Registration target = new Registration("replay", call.parameter("url"), Map.of());
        ObjectNode given = call.body().length() == 0 ? courier.recording() : call.json();
        Recording recording = Recording.read(given);
        courier.replay(recording, target, gaps.equals("true"));
        return Answer.json(Json.object().put("deliveries", recording.entries().size()));
    }
}
