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
import io.github.whatsapp360.simulator.world.Calls;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.World;
import java.time.Instant;

/** {@code /calls} and {@code /call_permissions}. Confined to the event loop. */
final class CallEndpoint {

    private final World world;
    private final Calls calls;

    CallEndpoint(World world, Calls calls) {
        this.world = world;
        this.calls = calls;
    }

    void addTo(Routes routes) {
        routes.add("POST", "/calls", this::act).add("GET", "/call_permissions", this::permission);
    }

    private Answer act(Call call) {
        ObjectNode body = call.json();
        String action = AccountRules.call(body);
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        if (action.equals("connect")) {
            String id = calls.fromBusiness(chat(call, body.path("to").asText()));
            answer.putArray("calls").addObject().put("id", id);
        } else {
            calls.act(call.channel(), body.path("call_id").asText(), action);
            answer.put("success", true);
        }
        return Answer.json(answer);
    }

    private Answer permission(Call call) {
        Chat chat = chat(call, call.parameter("user_wa_id"));
        Instant until = chat.callsPermittedUntil();
        boolean permitted = chat.callsPermitted(world.now());
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ObjectNode permission = answer.putObject("permission")
                .put("status", !permitted ? "no_permission" : until.equals(Instant.MAX) ? "permanent" : "temporary");
        if (permitted && !until.equals(Instant.MAX)) {
            permission.put("expiration_time", until.getEpochSecond());
        }
        ArrayNode actions = answer.putArray("actions");
        actions.addObject().put("action_name", "start_call").put("can_perform_action", permitted);
        actions.addObject()
                .put("action_name", "send_call_permission_request")
                .put("can_perform_action", chat.windowOpen(world.now()));
        return Answer.json(answer);
    }

    private Chat chat(Call call, String user) {
        String digits = user.replaceAll("[+()\\s-]", "");
        if (!digits.matches("[0-9]{5,20}")) {
            throw new Refusal(131009, "The user is not a valid phone number.");
        }
        return world.chat(call.channel(), world.people().person(digits, ""));
    }
}
