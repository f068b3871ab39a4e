/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.hook.FlowForms;
import io.github.whatsapp360.simulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** The control API for the forms of flow messages. Confined to the event loop. */
final class FormControl {

    private static final List<String> ACTIONS = List.of("INIT", "data_exchange", "BACK");

    private final FlowForms forms;
    private final CustomerControl customers;

    FormControl(FlowForms forms, CustomerControl customers) {
        this.forms = forms;
        this.customers = customers;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/customers/{customer}/forms", this::form)
                .add("POST", "/simulator/customers/{customer}/forms", new LateEndpoint(this::ask));
    }

    private Answer form(Call call) {
        ObjectNode form = Json.object().put("endpoint", false);
        forms.flow(customers.chat(call, call.parameter("number")).channel(), call.parameter("message"))
                .ifPresent(flow -> {
                    form.put("endpoint", !flow.path("endpoint_uri").asText().isEmpty());
                    Json.readObject(flow.path("flow_json").asText().getBytes(StandardCharsets.UTF_8))
                            .ifPresent(json -> form.set("json", json));
                });
        return Answer.json(form);
    }

    private void ask(Call call, Consumer<Answer> send) {
        Members body = Members.of(call, "number", "message", "action", "screen", "data");
        String action = body.text("action");
        if (!ACTIONS.contains(action)) {
            throw new IllegalArgumentException("action must be one of " + ACTIONS);
        }
        ObjectNode data = body.has("data") ? body.object("data") : Json.object();
        forms.ask(
                        customers.chat(call, body.text("number")),
                        body.required("message"),
                        new FlowForms.Question(action, body.text("screen"), data))
                .onSuccess(reply -> send.accept(Answer.json(view(reply))))
                .onFailure(failure -> send.accept(Answer.proxyError(409, String.valueOf(failure.getMessage()))));
    }

    private static ObjectNode view(FlowForms.Reply reply) {
        ObjectNode view = Json.object().put("status", reply.status()).put("screen", reply.screen());
        view.set("data", reply.data().isObject() ? reply.data() : Json.object());
        view.put("error", reply.error());
        if (reply.messageId() != null) {
            view.put("message", reply.messageId());
        }
        return view;
    }
}
