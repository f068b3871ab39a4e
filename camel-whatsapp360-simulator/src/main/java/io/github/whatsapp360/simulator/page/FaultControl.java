/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.fault.ErrorShape;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.FaultPlan;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.Tick;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;

/** The control API for faults, and for statuses out of turn. Confined to the event loop. */
final class FaultControl {

    static final Set<String> MEMBERS = Set.of(
            "code",
            "later",
            "http",
            "text",
            "transport",
            "shape",
            "delayMillis",
            "times",
            "method",
            "path",
            "number",
            "recipient");

    private final World world;
    private final FaultPlan faults;
    private final Outbound outbound;

    FaultControl(World world, FaultPlan faults, Outbound outbound) {
        this.world = world;
        this.faults = faults;
        this.outbound = outbound;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/faults", call -> Answer.json(faults.view()))
                .add("POST", "/simulator/faults", this::add)
                .add("DELETE", "/simulator/faults", this::clear)
                .add("DELETE", "/simulator/faults/{fault}", this::remove)
                .add("POST", "/simulator/messages/{message}/status", this::force);
    }

    private Answer add(Call call) {
        int id = faults.add(read(call.json()));
        changed();
        return Answer.json(201, Json.object().put("id", id));
    }

    /** A fault out of its form in JSON; {@link IllegalArgumentException} when it is wrong. */
    static Fault read(ObjectNode json) {
        Members body = Members.of(json, MEMBERS);
        Fault fault = kind(body);
        if (body.has("shape")) {
            fault = fault.in(body.word("shape", ErrorShape.class));
        }
        if (body.has("http") && body.has("code")) {
            fault = fault.http(http(body));
        }
        return fault.times(body.number("times", 1, 0))
                .after(Duration.ofMillis(body.number("delayMillis", 0, 0)))
                .on(body.text("method"), body.text("path"))
                .from(body.text("number"))
                .to(body.text("recipient"));
    }

    private static Fault kind(Members body) {
        if (body.has("transport")) {
            return Fault.connection(body.word("transport", Transport.class));
        }
        if (body.has("code")) {
            int code = body.number("code", 0, 0);
            return body.flag("later") ? Fault.failLater(code) : Fault.refuse(code);
        }
        if (body.has("http")) {
            return Fault.refuse(http(body), body.has("text") ? body.text("text") : "Internal server error");
        }
        if (body.has("delayMillis")) {
            return Fault.slow(Duration.ZERO);
        }
        throw new IllegalArgumentException("One of code, http, transport and delayMillis is required");
    }

    private static int http(Members body) {
        int status = body.number("http", 0, 200);
        if (status > 599) {
            throw new IllegalArgumentException("http must be a status of 200 to 599");
        }
        return status;
    }

    private Answer clear(Call call) {
        faults.clear();
        changed();
        return Answer.success();
    }

    private Answer remove(Call call) {
        boolean gone = call.part("fault").matches("[0-9]{1,9}") && faults.remove(Integer.parseInt(call.part("fault")));
        changed();
        return gone ? Answer.success() : Answer.proxyError(404, "No such fault");
    }

    private Answer force(Call call) {
        Members body = Members.of(call, "status", "code");
        ChatMessage message = find(call.part("message"));
        Tick tick = body.word("status", Tick.class);
        int code = body.number("code", 131000, 0);
        outbound.force(message, tick, tick == Tick.FAILED ? Problem.of(code) : null);
        return Answer.json(message.view());
    }

    private ChatMessage find(String id) {
        for (Channel channel : world.channels()) {
            var found = world.findMessage(channel, id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new NoSuchElementException("No such message");
    }

    private void changed() {
        world.changed("faults", () -> Json.object().set("faults", faults.view()));
    }
}
