/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.rule.AccountRules;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Flows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code /flows} and {@code /{flow-id}}: makes, changes, publishes, deprecates and deletes flows; their JSON is checked
 * to be an object with screens, and no further. Confined to the event loop.
 */
final class FlowEndpoint {

    private static final String FLOW_JSON = "flow_json";

    private final Flows flows;
    private final Endpoint ifNoFlow;

    /** @param ifNoFlow answers the deletion of an id that is no flow's */
    FlowEndpoint(Flows flows, Endpoint ifNoFlow) {
        this.flows = flows;
        this.ifNoFlow = ifNoFlow;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/flows", this::list)
                .add("POST", "/flows", this::create)
                .add("POST", "/{id}/publish", this::publish)
                .add("POST", "/{id}/deprecate", this::deprecate)
                .add("POST", "/{id}/assets", this::upload)
                .add("POST", "/{id}", this::update);
    }

    Answer delete(Call call) {
        if (flows.find(call.part("id")).isEmpty()) {
            return ifNoFlow.answer(call);
        }
        ObjectNode flow = find(call);
        require(flow, "DRAFT", 139004, "Only a draft can be deleted.");
        flows.remove(flow);
        return Answer.success();
    }

    private Answer list(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        flows.all().forEach(flow -> {
            ObjectNode shown = flow.deepCopy();
            shown.remove(List.of(FLOW_JSON, "endpoint_uri"));
            data.add(shown);
        });
        answer.putObject("paging").putObject("cursors").put("before", "MA").put("after", "MA");
        return Answer.json(answer);
    }

    private Answer create(Call call) {
        ObjectNode body = call.json();
        AccountRules.flow(body);
        requireFreeName(body.path("name").asText(), "");
        ObjectNode flow = flows.add(body);
        if (body.has(FLOW_JSON)) {
            keep(flow, body.path(FLOW_JSON).asText());
        }
        if (body.path("publish").asBoolean()) {
            publish(flow);
        }
        return result(flow);
    }

    private Answer update(Call call) {
        ObjectNode flow = find(call);
        ObjectNode body = call.json();
        AccountRules.flowChange(body);
        require(flow, "DRAFT", 139001, "Only a draft can be changed.");
        requireFreeName(body.path("name").asText(), flow.path("id").asText());
        flow.setAll(body);
        return Answer.success();
    }

    private Answer upload(Call call) {
        ObjectNode flow = find(call);
        require(flow, "DRAFT", 139001, "Only a draft can be changed.");
        Map<String, Multipart.Part> parts = Multipart.read(call.header("content-type"), call.body());
        Multipart.Part file = parts.get("file");
        Multipart.Part kind = parts.get("asset_type");
        if (file == null || kind == null || !kind.text().equals("FLOW_JSON") || !parts.containsKey("name")) {
            throw new Refusal(100, "The parameters file, name and asset_type are required.");
        }
        keep(flow, file.content().toString(StandardCharsets.UTF_8));
        return result(flow);
    }

    private Answer publish(Call call) {
        publish(find(call));
        return Answer.success();
    }

    private void publish(ObjectNode flow) {
        require(flow, "DRAFT", 139002, "Only a draft can be published.");
        if (!flow.has(FLOW_JSON) || !flow.path("validation_errors").isEmpty()) {
            throw new Refusal(139002, "The flow has no JSON, or JSON with errors.");
        }
        flows.status(flow, "PUBLISHED");
    }

    private Answer deprecate(Call call) {
        ObjectNode flow = find(call);
        require(flow, "PUBLISHED", 139003, "Only a published flow can be deprecated.");
        flows.status(flow, "DEPRECATED");
        return Answer.success();
    }

    private static void keep(ObjectNode flow, String json) {
        flow.put(FLOW_JSON, json);
        ArrayNode errors = flow.putArray("validation_errors");
        boolean fits = Json.readObject(json.getBytes(StandardCharsets.UTF_8))
                .filter(object -> object.path("screens").isArray())
                .isPresent();
        if (!fits) {
            errors.addObject()
                    .put("error", "INVALID_FLOW_JSON")
                    .put("error_type", "FLOW_JSON_ERROR")
                    .put("message", "The flow JSON is no object with screens.")
                    .put("line_start", 1)
                    .put("line_end", 1)
                    .put("column_start", 1)
                    .put("column_end", 1);
        }
    }

    private void requireFreeName(String name, String ownId) {
        boolean taken = flows.all().stream()
                .anyMatch(flow -> flow.path("name").asText().equals(name)
                        && !flow.path("id").asText().equals(ownId));
        if (taken) {
            throw new Refusal(100, "A flow of this name exists.");
        }
    }

    private ObjectNode find(Call call) {
        return flows.find(call.part("id")).orElseThrow(() -> new Refusal(100, "Object with this ID does not exist."));
    }

    private static void require(ObjectNode flow, String status, int code, String otherwise) {
        if (!flow.path("status").asText().equals(status)) {
            throw new Refusal(code, otherwise);
        }
    }

    private static Answer result(ObjectNode flow) {
        ObjectNode answer = Json.object().put("id", flow.path("id").asText()).put("success", true);
        answer.set("validation_errors", flow.path("validation_errors"));
        return Answer.json(answer);
    }
}
