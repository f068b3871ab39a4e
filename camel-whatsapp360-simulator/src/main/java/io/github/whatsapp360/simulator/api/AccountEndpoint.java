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
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The business profile, blocked users, and the state of health. Confined to the event loop. */
final class AccountEndpoint {

    private final World world;

    AccountEndpoint(World world) {
        this.world = world;
    }

    Answer profile(Call call) {
        ObjectNode answer = Json.object();
        ObjectNode shown = answer.putArray("data").addObject().put("messaging_product", "whatsapp");
        List<String> wanted = List.of(call.parameter("fields").split(",", -1));
        call.channel().profile().properties().forEach(member -> {
            if (call.parameter("fields").isEmpty() || wanted.contains(member.getKey())) {
                shown.set(member.getKey(), member.getValue());
            }
        });
        return Answer.json(answer);
    }

    Answer updateProfile(Call call) {
        ObjectNode body = call.json();
        AccountRules.profile(body);
        call.channel().profile().setAll(body);
        return Answer.success();
    }

    /** Everybody who was ever met has an entry, until it is deleted; then a number that a username hides is not shown. */
    Answer deleteContact(Call call) {
        String userId = call.parameter("bsuid");
        if (!call.parameter("messaging_product").equals("whatsapp") || !userId.matches(Person.USER_ID)) {
            throw new Refusal(100, "The parameters messaging_product and bsuid are required; bsuid is no parent's.");
        }
        Optional<Person> person = world.people().find(userId);
        boolean deleted = person.map(Person::leaveContactBook).orElse(false);
        person.ifPresent(each -> world.changed("customer", each::view));
        return Answer.json(Json.object()
                .put("messaging_product", "whatsapp")
                .put("success", true)
                .put("deleted", deleted));
    }

    Answer blocked(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        call.channel().blocked().forEach(waId -> data.addObject()
                .put("messaging_product", "whatsapp")
                .put("wa_id", waId));
        answer.putObject("paging").putObject("cursors").put("before", "MA").put("after", "MA");
        return Answer.json(answer);
    }

    Answer block(Call call) {
        return change(call, "added_users", true);
    }

    Answer unblock(Call call) {
        return change(call, "removed_users", false);
    }

    private Answer change(Call call, String listName, boolean block) {
        JsonNode users = call.json().path("block_users");
        if (users.isEmpty()) {
            throw new Refusal(100, "The parameter block_users is required.");
        }
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ObjectNode result = answer.putObject("block_users");
        ArrayNode changed = result.putArray(listName);
        ArrayNode failed = Json.array();
        for (JsonNode user : users) {
            String input = user.path("user").asText(user.path("user_id").asText());
            Optional<Person> person = world.people().find(input.replaceAll("[+()\\s-]", ""));
            if (person.isPresent() && (!block || wroteLately(call.channel(), person.get()))) {
                String waId = person.get().waId();
                set(call.channel(), waId, block);
                changed.addObject().put("input", input).put("wa_id", waId);
            } else {
                failed.addObject()
                        .put("input", input)
                        .putArray("errors")
                        .add(Problem.of(139100, "The user has not written in the last 24 hours.")
                                .asStatusError());
            }
        }
        if (failed.isEmpty()) {
            return Answer.json(answer);
        }
        result.set("failed_users", failed);
        answer.setAll(error());
        return Answer.json(400, answer);
    }

    private static void set(Channel channel, String waId, boolean block) {
        if (block) {
            channel.blocked().add(waId);
        } else {
            channel.blocked().remove(waId);
        }
    }

    private ObjectNode error() {
        ObjectNode error = Json.object();
        error.putObject("error")
                .put("message", "(#139100) Failed to block/unblock users")
                .put("type", "OAuthException")
                .put("code", 139100)
                .put("fbtrace_id", "A" + world.ids().hex(22));
        return error;
    }

    private boolean wroteLately(Channel channel, Person person) {
        return world.chat(channel, person).windowUntil().isAfter(world.now().minus(Duration.ofSeconds(1)));
    }

    Answer health(Call call) {
        ObjectNode answer = Json.object();
        ObjectNode health = answer.putObject("health_status").put("can_send_message", "AVAILABLE");
        ArrayNode entities = health.putArray("entities");
        entity(entities, "PHONE_NUMBER", call.channel().phoneNumberId());
        entity(entities, "WABA", Channel.WABA_ID);
        entity(entities, "BUSINESS", "501122334455667");
        entity(entities, "APP", "601122334455667");
        return Answer.json(answer.put("id", call.channel().phoneNumberId()));
    }

    private static void entity(ArrayNode entities, String type, String id) {
        entities.addObject().put("entity_type", type).put("id", id).put("can_send_message", "AVAILABLE");
    }
}
