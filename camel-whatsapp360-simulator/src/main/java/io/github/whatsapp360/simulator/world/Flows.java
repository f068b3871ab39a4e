/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The flows of the business account; a change of state is reported to all numbers. Confined to the event loop. */
public final class Flows {

    private final World world;
    private final Outbox outbox;
    private final Map<String, ObjectNode> byId;

    /** Flows of this world, reported to that outbox. */
    public Flows(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
        this.byId = world.flows();
    }

    /** All, oldest first. */
    public Collection<ObjectNode> all() {
        return byId.values();
    }

    /** The one with this id; changeable. */
    public Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The one that a flow message names, by {@code flow_id} or {@code flow_name}. */
    public Optional<ObjectNode> of(JsonNode parameters) {
        return byId.values().stream()
                .filter(flow -> flow.path("id").equals(parameters.path("flow_id"))
                        || flow.path("name").equals(parameters.path("flow_name")))
                .findFirst();
    }

    /** Adds a draft. */
    public ObjectNode add(ObjectNode definition) {
        String id = world.ids().digits(16);
        ObjectNode flow = Json.object().put("id", id);
        flow.set("name", definition.path("name"));
        flow.put("status", "DRAFT");
        flow.set("categories", definition.path("categories"));
        flow.putArray("validation_errors");
        if (definition.has("endpoint_uri")) {
            flow.set("endpoint_uri", definition.path("endpoint_uri"));
        }
        byId.put(id, flow);
        return flow;
    }

    /** Deletes one. */
    public void remove(ObjectNode flow) {
        byId.remove(flow.path("id").asText());
    }

    /** Changes the state and reports it. */
    public void status(ObjectNode flow, String now) {
        String before = flow.path("status").asText();
        flow.put("status", now);
        ObjectNode value = Json.object()
                .put("event", "FLOW_STATUS_CHANGE")
                .put("message", "The flow is " + now + ".")
                .put("flow_id", flow.path("id").asText())
                .put("old_status", before)
                .put("new_status", now);
        WebhookEvent event = new WebhookEvent(
                "flows", null, value, null, "flows/" + flow.path("id").asText());
        world.channels().forEach(channel -> outbox.emit(channel, event));
    }
}
