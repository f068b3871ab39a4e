/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.hook.Delivery;
import io.github.whatsapp360.simulator.scenario.Scenarios;
import io.github.whatsapp360.simulator.time.SimulatorClock;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.StatusDelays;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.simulator.world.Template;
import io.github.whatsapp360.simulator.world.World;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * The control API apart from customers and faults: state, numbers, clock, switches, logs, templates. Confined to the
 * event loop.
 */
public final class Control {

    private static final int MAXIMUM_SHOWN = 200;

    private final Controls controls;
    private final World world;
    private final Clock clock;
    private final CustomerControl customers;
    private final Scenarios scenarios;

    /**
     * The control API of a simulator.
     *
     * @param usualKey of the number that there is when a scenario has none
     */
    public Control(Controls controls, Clock clock, String usualKey) {
        this.controls = controls;
        this.world = controls.world();
        this.clock = clock;
        this.customers = new CustomerControl(controls);
        this.scenarios = new Scenarios(
                new Scenarios.Parts(world, controls.outbound(), controls.reviews(), controls.faults()),
                FaultControl::read,
                customers::act,
                usualKey);
    }

    /** Begins and saves scenarios. */
    public Scenarios scenarios() {
        return scenarios;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/simulator/state", this::state)
                .add("POST", "/simulator/reset", this::reset)
                .add("POST", "/simulator/clock", this::advance)
                .add("GET", "/simulator/switches", call -> Answer.json(world.switchesView()))
                .add("PATCH", "/simulator/switches", this::turn)
                .add("GET", "/simulator/settings", call -> Answer.json(settings()))
                .add("PATCH", "/simulator/settings", this::set)
                .add("POST", "/simulator/numbers", this::addNumber)
                .add("POST", "/simulator/numbers/{number}/key", this::rotateKey)
                .add("POST", "/simulator/numbers/{number}/deliveries", this::deliverRaw)
                .add("GET", "/simulator/requests", this::requests)
                .add("GET", "/simulator/deliveries", this::deliveries)
                .add("POST", "/simulator/deliveries/{delivery}/redeliver", this::redeliver)
                .add("GET", "/simulator/templates", this::templates)
                .add("POST", "/simulator/templates", this::addTemplate)
                .add("POST", "/simulator/templates/{template}/status", this::decide)
                .add("GET", "/simulator/media/{media}", this::media);
        customers.addTo(routes);
        new FormControl(controls.forms(), customers).addTo(routes);
        ApiDescription.addTo(routes);
        new RecordingControl(controls.courier()).addTo(routes);
        new StateControl(scenarios, controls.reset()).addTo(routes);
        new FaultControl(world, controls.faults(), controls.outbound()).addTo(routes);
    }

    private Answer state(Call call) {
        ObjectNode state = Json.object();
        ArrayNode numbers = state.putArray("numbers");
        ArrayNode chats = state.putArray("chats");
        ArrayNode messages = state.putArray("messages");
        for (Channel channel : world.channels()) {
            numbers.add(channel.view());
            world.chats(channel).forEach(chat -> {
                chats.add(chat.view());
                latest(chat.messages(), message -> message.view()).forEach(messages::add);
            });
        }
        ArrayNode customers = state.putArray("customers");
        world.people().all().forEach(person -> customers.add(person.view()));
        state.set("switches", world.switchesView());
        state.set("settings", settings());
        state.set("faults", controls.faults().view());
        state.set("requests", latest(controls.requests().requests(), ApiRequest::view));
        state.set("deliveries", latest(controls.courier().log(), Delivery::view));
        state.put("now", world.now().toEpochMilli());
        return Answer.json(state.put("movable", clock instanceof SimulatorClock));
    }

    private static <T> ArrayNode latest(Deque<T> all, Function<T, ObjectNode> view) {
        ArrayNode shown = Json.array();
        Iterator<T> newestFirst = all.descendingIterator();
        for (int i = 0; i < MAXIMUM_SHOWN && newestFirst.hasNext(); i++) {
            shown.insert(0, view.apply(newestFirst.next()));
        }
        return shown;
    }

    private Answer reset(Call call) {
        controls.reset().run();
        return Answer.success();
    }

    private Answer advance(Call call) {
        if (!(clock instanceof SimulatorClock movable)) {
            return Answer.proxyError(409, "The clock of this simulator cannot be moved");
        }
        Members body = Members.of(call, "advance", "seconds");
        if (body.has("advance") && body.has("seconds")) {
            return Answer.proxyError(400, "Expected advance or seconds, not both");
        }
        movable.advance(body.duration("advance", Duration.ofSeconds(body.number("seconds", 0, 0))));
        world.changed("clock", () -> Json.object().put("now", world.now().toEpochMilli()));
        return Answer.json(Json.object().put("now", world.now().toString()));
    }

    private Answer turn(Call call) {
        Members body = Members.of(
                call, Arrays.stream(Switch.values()).map(Switch::word).toArray(String[]::new));
        Map<Switch, Boolean> turned = new EnumMap<>(Switch.class);
        for (Switch each : Switch.values()) {
            if (body.has(each.word())) {
                turned.put(each, body.flag(each.word()));
            }
        }
        turned.forEach(world::turn);
        return Answer.json(world.switchesView());
    }

    private ObjectNode settings() {
        StatusDelays delays = world.delays();
        ObjectNode settings = Json.object()
                .put("batchSize", world.batchSize())
                .put("signed", !world.platformSecret().isEmpty());
        settings.putObject("statusDelays")
                .put("sent", delays.sent().toString())
                .put("delivered", delays.delivered().toString())
                .put("read", delays.read().toString());
        return settings;
    }

    private Answer set(Call call) {
        Members body = Members.of(call, "batchSize", "platformSecret", "statusDelays");
        StatusDelays delays = world.delays();
        if (body.has("statusDelays")) {
            Members given = body.object("statusDelays", "sent", "delivered", "read");
            delays = new StatusDelays(
                    given.duration("sent", delays.sent()),
                    given.duration("delivered", delays.delivered()),
                    given.duration("read", delays.read()));
        }
        String secret = body.has("platformSecret") ? body.text("platformSecret") : world.platformSecret();
        world.batchSize(body.number("batchSize", world.batchSize(), 1));
        world.platformSecret(secret);
        world.delays(delays);
        return Answer.json(settings());
    }

    private Answer addNumber(Call call) {
        Members body = Members.of(call, "phone", "apiKey", "name");
        String phone = body.text("phone").replaceAll("[^0-9]", "");
        if (phone.length() < 5 || body.text("apiKey").isEmpty()) {
            return Answer.proxyError(400, "phone and apiKey are required");
        }
        String name = body.has("name") ? body.text("name") : "Simulated Business";
        return Answer.json(
                201, world.addChannel(body.text("apiKey"), phone, name).view());
    }

    private Answer rotateKey(Call call) {
        String key = Members.of(call, "apiKey").text("apiKey");
        if (key.isEmpty()) {
            return Answer.proxyError(400, "apiKey is required");
        }
        Channel channel = number(call);
        world.rotateKey(channel, key);
        return Answer.json(channel.view());
    }

    private Answer deliverRaw(Call call) {
        controls.courier().raw(number(call), call.body().getBytes());
        return Answer.success();
    }

    private Channel number(Call call) {
        return world.byPhone(call.part("number")).orElseThrow(() -> new NoSuchElementException("No such number"));
    }

    private Answer requests(Call call) {
        return Answer.json(latest(controls.requests().requests(), ApiRequest::view));
    }

    private Answer deliveries(Call call) {
        return Answer.json(latest(controls.courier().log(), Delivery::view));
    }

    private Answer redeliver(Call call) {
        String id = call.part("delivery");
        boolean known = id.matches("[0-9]{1,18}") && controls.courier().redeliver(Long.parseLong(id));
        return known ? Answer.success() : Answer.proxyError(404, "No such delivery");
    }

    private Answer templates(Call call) {
        ArrayNode all = Json.array();
        world.templates().all().forEach(template -> all.add(template.asMeta()));
        return Answer.json(all);
    }

    private Answer addTemplate(Call call) {
        ObjectNode definition = call.json();
        if (definition.path("name").asText().isEmpty()
                || definition.path("language").asText().isEmpty()
                || !definition.path("components").isArray()) {
            return Answer.proxyError(400, "name, language and components are required");
        }
        for (JsonNode component : definition.path("components")) {
            if (!component.isObject()) {
                return Answer.proxyError(400, "components must be JSON objects");
            }
        }
        Template template = world.templates().add(definition, "APPROVED", world.now());
        return Answer.json(201, template.asMeta());
    }

    private Answer decide(Call call) {
        List<String> known = List.of("APPROVED", "REJECTED", "PAUSED", "DISABLED", "PENDING");
        Members body = Members.of(call, "status", "reason");
        String status = body.text("status");
        if (!known.contains(status)) {
            return Answer.proxyError(400, "status must be one of " + known);
        }
        Template template = world.templates()
                .byId(call.part("template"))
                .orElseThrow(() -> new NoSuchElementException("No such template"));
        controls.reviews().decide(template, status, body.has("reason") ? body.text("reason") : "NONE");
        return Answer.json(template.asMeta());
    }

    private Answer media(Call call) {
        return world.media()
                .find(call.part("media"))
                .map(media -> file(media).part(call.header("range")))
                .orElseGet(() -> Answer.proxyError(404, "No such file"));
    }

    /** Only what a browser shows without running it is shown; anything else is handed over as a download. */
    private static Answer file(Media media) {
        Answer answer = Answer.file(media.safeMimeType(), media.content());
        return media.isShown() ? answer : answer.with("Content-Disposition", "attachment");
    }
}
