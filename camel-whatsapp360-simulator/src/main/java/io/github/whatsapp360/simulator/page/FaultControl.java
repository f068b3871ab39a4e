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
import java.util.Locale;

/** The control API for faults, and for statuses out of turn. Confined to the event loop. */
final class FaultControl {

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

    private static Fault read(ObjectNode body) {
        Fault fault = kind(body);
        if (body.has("shape")) {
            fault = fault.in(ErrorShape.valueOf(word(body, "shape")));
        }
        if (body.has("http") && body.has("code")) {
            fault = fault.http(body.path("http").asInt());
        }
        return fault.times(body.path("times").asInt(1))
                .after(Duration.ofMillis(body.path("delayMillis").asLong()))
                .on(body.path("method").asText(), body.path("path").asText())
                .from(body.path("number").asText())
                .to(body.path("recipient").asText());
    }

    private static Fault kind(ObjectNode body) {
        if (body.has("transport")) {
            return Fault.connection(Transport.valueOf(word(body, "transport")));
        }
        if (body.has("code")) {
            int code = body.path("code").asInt();
            return body.path("later").asBoolean() ? Fault.failLater(code) : Fault.refuse(code);
        }
        if (body.has("http")) {
            return Fault.refuse(body.path("http").asInt(), body.path("text").asText("Internal server error"));
        }
        return Fault.slow(Duration.ZERO);
    }

    private static String word(ObjectNode body, String name) {
        return body.path(name).asText().toUpperCase(Locale.ROOT);
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
        ObjectNode body = call.json();
        ChatMessage message = find(call.part("message"));
        Tick tick = Tick.valueOf(word(body, "status"));
        int code = body.path("code").asInt(131000);
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
        throw new IllegalArgumentException("No such message");
    }

    private void changed() {
        world.changed("faults", () -> Json.object().set("faults", faults.view()));
    }
}
