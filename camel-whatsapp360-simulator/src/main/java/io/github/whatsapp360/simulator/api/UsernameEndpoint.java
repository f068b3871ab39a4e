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
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code /username}: the username of a business; three changes in 14 days. Confined to the event loop. */
final class UsernameEndpoint {

    private static final int MAXIMUM_CHANGES = 3;
    private static final Duration PERIOD = Duration.ofDays(14);

    private final World world;
    private static final String NAME = "username";
    private static final String CHANGES = "usernameChanges";

    UsernameEndpoint(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/username", this::show)
                .add("POST", "/username", this::set)
                .add("DELETE", "/username", this::delete);
    }

    private Answer show(Call call) {
        ObjectNode answer = Json.object();
        String name = call.channel().settings().path(NAME).asText();
        return Answer.json(
                name.isEmpty() ? answer : answer.put("username", name).put("status", "approved"));
    }

    private Answer set(Call call) {
        String name = AccountRules.username(call.json());
        boolean taken = world.channels().stream()
                .anyMatch(other -> other.settings().path(NAME).asText().equals(name) && !other.equals(call.channel()));
        if (taken) {
            throw new Refusal(147001, "The username is taken or not allowed.");
        }
        List<Instant> made = new ArrayList<>();
        ArrayNode changes = call.channel().settings().withArray("/" + CHANGES);
        changes.forEach(change -> made.add(Instant.parse(change.asText())));
        made.removeIf(change -> change.plus(PERIOD).isBefore(world.now()));
        if (made.size() >= MAXIMUM_CHANGES) {
            throw new Refusal(
                    131056,
                    "The username can be changed again at " + made.get(0).plus(PERIOD) + ".");
        }
        made.add(world.now());
        changes.removeAll();
        made.forEach(change -> changes.add(change.toString()));
        call.channel().settings().put(NAME, name);
        return Answer.json(Json.object().put("status", "approved"));
    }

    private Answer delete(Call call) {
        call.channel().settings().remove(NAME);
        return Answer.success();
    }
}
