package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Inbound;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.World;

/** The control API: what the page and tests in other languages tell the simulator. Confined to the event loop. */
public final class Control {

    private final World world;
    private final Inbound inbound;

    /** The control API of this world. */
    public Control(World world, Inbound inbound) {
        this.world = world;
        this.inbound = inbound;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/state", this::state)
                .add("POST", "/simulator/customers", this::addCustomer)
                .add("POST", "/simulator/customers/{customer}/messages", this::say);
    }

    private Answer state(Call call) {
        ObjectNode state = Json.object();
        var numbers = state.putArray("numbers");
        var chats = state.putArray("chats");
        var messages = state.putArray("messages");
        for (Channel channel : world.channels()) {
            numbers.add(channel.view());
            world.chats(channel).forEach(chat -> {
                chats.add(chat.view());
                chat.messages().forEach(message -> messages.add(message.view()));
            });
        }
        var customers = state.putArray("customers");
        world.people().forEach(person -> customers.add(person.view()));
        state.put("now", world.now().toEpochMilli());
        return Answer.json(state);
    }

    private Answer addCustomer(Call call) {
        ObjectNode body = call.json();
        String waId = body.path("waId").asText().replaceAll("[^0-9]", "");
        if (waId.length() < 5) {
            return Answer.proxyError(400, "waId must be a phone number");
        }
        return Answer.json(world.person(waId, body.path("name").asText()).view());
    }

    private Answer say(Call call) {
        ObjectNode body = call.json();
        Person person = world.findPerson(call.part("customer"))
                .orElseThrow(() -> new IllegalArgumentException("No such customer"));
        Channel channel = world.byPhone(
                        body.path("number").asText(world.channels().get(0).phone()))
                .orElseThrow(() -> new IllegalArgumentException("No such number"));
        String id = inbound.message(
                world.chat(channel, person),
                "text",
                Json.object().put("body", body.path("text").asText()),
                null);
        return Answer.json(Json.object().put("id", id));
    }
}
