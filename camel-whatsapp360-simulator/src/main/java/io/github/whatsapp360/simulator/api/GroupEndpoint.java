/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.rule.AccountRules;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Groups;
import io.github.whatsapp360.simulator.world.JoinRequest;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /groups}: makes groups, lists, shows, changes and deletes them. Customers also join by writing in them.
 * Confined to the event loop.
 */
final class GroupEndpoint {

    private final World world;
    private final Groups groups;

    GroupEndpoint(World world, Groups groups) {
        this.world = world;
        this.groups = groups;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/groups", this::list)
                .add("POST", "/groups", this::create)
                .add("GET", "/groups/{group}", this::show)
                .add("POST", "/groups/{group}", this::update)
                .add("DELETE", "/groups/{group}", this::delete)
                .add("GET", "/groups/{group}/invite_link", this::link)
                .add("POST|DELETE", "/groups/{group}/invite_link", this::resetLink)
                .add("POST", "/groups/{group}/participants", call -> participants(call, true))
                .add("DELETE", "/groups/{group}/participants", call -> participants(call, false))
                .add("GET", "/groups/{group}/join_requests", this::joinRequests)
                .add("POST", "/groups/{group}/join_requests", call -> answerJoinRequests(call, true))
                .add("DELETE", "/groups/{group}/join_requests", call -> answerJoinRequests(call, false));
    }

    private Answer list(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putObject("data").putArray("groups");
        for (Person group : groups.all()) {
            shown.addObject()
                    .put("id", group.waId())
                    .put("subject", group.name())
                    .put("created_at", Long.toString(group.since().getEpochSecond()));
        }
        answer.putObject("paging").putObject("cursors").put("before", "MA").put("after", "MA");
        return Answer.json(answer);
    }

    private Answer create(Call call) {
        ObjectNode body = call.json();
        AccountRules.group(body);
        return requested(groups.create(call.channel(), body));
    }

    private Answer show(Call call) {
        Person group = find(call.part("group"));
        ObjectNode answer = Json.object()
                .put("messaging_product", "whatsapp")
                .put("id", group.waId())
                .put("subject", group.name())
                .put("creation_timestamp", Long.toString(group.since().getEpochSecond()))
                .put("suspended", false)
                .put("total_participant_count", group.members().size());
        JsonNode details = groups.details(group);
        answer.set("join_approval_mode", details.path("join_approval_mode"));
        if (details.has("description")) {
            answer.set("description", details.path("description"));
        }
        ArrayNode participants = answer.putArray("participants");
        group.members().forEach(person -> world.people().name(participants.addObject(), person, "wa_id", ""));
        return Answer.json(answer);
    }

    private Answer update(Call call) {
        ObjectNode body = call.json();
        AccountRules.groupChange(body);
        return requested(groups.update(call.channel(), find(call.part("group")), body));
    }

    private Answer delete(Call call) {
        return requested(groups.delete(call.channel(), find(call.part("group"))));
    }

    private Answer link(Call call) {
        return link(groups.details(find(call.part("group"))).path("invite_link").asText());
    }

    private Answer resetLink(Call call) {
        return link(groups.resetLink(find(call.part("group"))));
    }

    private static Answer link(String link) {
        return Answer.json(Json.object().put("messaging_product", "whatsapp").put("invite_link", link));
    }

    private Answer participants(Call call, boolean add) {
        ObjectNode body = call.json();
        AccountRules.participants(body);
        Person group = find(call.part("group"));
        List<Person> people = new ArrayList<>();
        for (JsonNode each : body.path("participants")) {
            String id = each.has("user")
                    ? each.path("user").asText().replaceAll("[+()\\s-]", "")
                    : each.path("user_id").asText();
            Person person = world.people()
                    .find(id)
                    .orElseThrow(() -> new Refusal(131009, "A participant is not a user of WhatsApp."));
            if (!add && !group.members().contains(person)) {
                throw new Refusal(131212, "A participant is not in the group.");
            }
            people.add(person);
        }
        return requested(groups.changeMembers(call.channel(), group, people, add));
    }

    private Answer joinRequests(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode shown = answer.putArray("data");
        for (JoinRequest request : groups.joinRequests(find(call.part("group")))) {
            ObjectNode each = shown.addObject().put("join_request_id", request.id());
            world.people()
                    .name(each, request.person(), "wa_id", "")
                    .put("creation_timestamp", Long.toString(request.at().getEpochSecond()));
        }
        answer.putObject("paging").putObject("cursors").put("before", "MA").put("after", "MA");
        return Answer.json(answer);
    }

    private Answer answerJoinRequests(Call call, boolean approve) {
        ObjectNode body = call.json();
        List<String> ids = AccountRules.joinRequests(body);
        Person group = find(call.part("group"));
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ArrayNode done = answer.putArray(approve ? "approved_join_requests" : "rejected_join_requests");
        ArrayNode failed = Json.array();
        for (String id : ids) {
            if (groups.answer(call.channel(), group, id, approve)) {
                done.add(id);
            } else {
                failed.addObject()
                        .put("join_request_id", id)
                        .putArray("errors")
                        .add(Problem.of(131213, "There is no such request.").asStatusError());
            }
        }
        if (!failed.isEmpty()) {
            answer.set("failed_join_requests", failed);
        }
        return Answer.json(answer);
    }

    /** Whether a call to {@code /messages} pins a message, which sends none. */
    static boolean isPin(Call call) {
        return Json.readObject(call.body().getBytes())
                .filter(body -> body.path("type").asText().equals("pin"))
                .isPresent();
    }

    Answer pin(Call call) {
        ObjectNode body = call.json();
        boolean pins = AccountRules.pin(body);
        Person group = find(body.path("to").asText());
        String id = body.path("pin").path("message_id").asText();
        if (world.findMessage(call.channel(), id)
                .filter(found -> found.chat().person().equals(group))
                .isEmpty()) {
            throw new Refusal(131009, "Param pin.message_id is not the id of a message of the group.");
        }
        groups.pin(group, id, pins);
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        answer.putArray("contacts").addObject().put("input", group.waId());
        answer.putArray("messages").addObject().put("id", "wamid." + world.ids().hex(40));
        return Answer.json(answer);
    }

    private Person find(String id) {
        return groups.find(id).orElseThrow(() -> new Refusal(131041, "The group is not known."));
    }

    private static Answer requested(String request) {
        return Answer.json(Json.object().put("messaging_product", "whatsapp").put("request_id", request));
    }
}
