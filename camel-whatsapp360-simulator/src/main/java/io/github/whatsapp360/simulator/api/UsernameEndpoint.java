/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.rule.AccountRules;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /username}: the username of a business; three changes in 14 days. Confined to the event loop. */
final class UsernameEndpoint {

    private static final int MAXIMUM_CHANGES = 3;
    private static final Duration PERIOD = Duration.ofDays(14);

    private final World world;
    private final Map<Channel, String> names = new HashMap<>();
    private final Map<Channel, List<Instant>> changes = new HashMap<>();

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
        String name = names.get(call.channel());
        return Answer.json(name == null ? answer : answer.put("username", name).put("status", "approved"));
    }

    private Answer set(Call call) {
        String name = AccountRules.username(call.json());
        boolean taken = names.entrySet().stream()
                .anyMatch(other ->
                        other.getValue().equals(name) && !other.getKey().equals(call.channel()));
        if (taken) {
            throw new Refusal(147001, "The username is taken or not allowed.");
        }
        List<Instant> made = changes.computeIfAbsent(call.channel(), first -> new ArrayList<>());
        made.removeIf(change -> change.plus(PERIOD).isBefore(world.now()));
        if (made.size() >= MAXIMUM_CHANGES) {
            throw new Refusal(
                    131056,
                    "The username can be changed again at " + made.get(0).plus(PERIOD) + ".");
        }
        made.add(world.now());
        names.put(call.channel(), name);
        return Answer.json(Json.object().put("status", "approved"));
    }

    private Answer delete(Call call) {
        names.remove(call.channel());
        return Answer.success();
    }
}
