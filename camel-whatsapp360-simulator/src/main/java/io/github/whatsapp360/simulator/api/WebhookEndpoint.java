/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Registration;
import io.github.whatsapp360.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a number ({@code /v1/configs/webhook}), of the account ({@code /waba_webhook}), and extra
 * destinations ({@code /multi_webhook}). Confined to the event loop.
 */
final class WebhookEndpoint {

    private static final int MAXIMUM_EXTRAS = 3;

    private final World world;

    WebhookEndpoint(World world) {
        this.world = world;
    }

    Answer get(Call call) {
        return Answer.json(view(call.channel().webhook()));
    }

    Answer set(Call call) {
        Optional<Registration> registration =
                read("main", Json.readObject(call.body().getBytes()).orElseGet(Json::object));
        if (registration.isEmpty()) {
            return Answer.proxyError(400, "Invalid webhook url or headers");
        }
        call.channel().webhook(registration.get());
        world.changed("number", call.channel()::view);
        return Answer.json(view(registration.get()));
    }

    Answer getWaba(Call call) {
        ObjectNode answer = view(world.wabaWebhook()).put("waba_id", Long.parseLong(Channel.WABA_ID));
        ArrayNode numbers = answer.putArray("numbers_on_this_waba");
        world.channels().forEach(channel -> numbers.add(channel.phone()));
        return Answer.json(answer);
    }

    Answer setWaba(Call call) {
        ObjectNode body = call.json();
        Optional<Registration> registration = read("waba", body);
        if (registration.isEmpty()) {
            return Answer.proxyError(400, "Invalid webhook url or headers");
        }
        world.wabaWebhook(registration.get());
        if (body.path("override_all").asBoolean()) {
            world.channels().forEach(channel -> channel.webhook(null));
        }
        return Answer.json(Json.object().put("message", "Webhook config will be set"));
    }

    Answer extras(Call call) {
        ObjectNode answer = Json.object().put("enabled", call.channel().extrasEnabled());
        ArrayNode destinations = answer.putArray("destinations");
        call.channel()
                .extras()
                .forEach(extra ->
                        destinations.add(Json.object().put("name", extra.name()).setAll(view(extra))));
        return Answer.json(answer);
    }

    Answer setExtras(Call call) {
        ObjectNode body = call.json();
        call.channel().extrasEnabled(body.path("enabled").asBoolean(true));
        if (body.has("destinations")) {
            call.channel().extras().clear();
        }
        return addExtras(call);
    }

    Answer addExtras(Call call) {
        for (JsonNode each : call.json().path("destinations")) {
            String name = each.path("name").asText();
            Optional<Registration> extra = read(name, each);
            boolean known = call.channel().extras().stream()
                    .anyMatch(other -> other.name().equals(name));
            if (extra.isEmpty() || name.isEmpty()) {
                return Answer.proxyError(400, "Invalid destination");
            }
            if (known || call.channel().extras().size() == MAXIMUM_EXTRAS) {
                String reason = known ? "Destination names must be unique" : "At most 3 destinations are allowed";
                return Answer.json(409, Json.object().put("message", reason));
            }
            call.channel().extras().add(extra.get());
        }
        return Answer.json(Json.object().put("message", "Operation started"));
    }

    Answer changeExtra(Call call) {
        ObjectNode body = call.json();
        String name = body.path("name").asText();
        Optional<Registration> changed = read(name, body);
        List<Registration> extras = call.channel().extras();
        for (int i = 0; i < extras.size(); i++) {
            if (extras.get(i).name().equals(name) && changed.isPresent()) {
                extras.set(i, changed.get());
                return Answer.json(Json.object().put("message", "Operation started"));
            }
        }
        return Answer.proxyError(404, "No such destination");
    }

    Answer deleteExtras(Call call) {
        String name = call.parameter("name");
        boolean gone = call.channel()
                .extras()
                .removeIf(extra -> name.isEmpty() || extra.name().equals(name));
        return gone
                ? Answer.json(Json.object().put("message", "Operation started"))
                : Answer.proxyError(404, "No such destination");
    }

    static ObjectNode view(@Nullable Registration registration) {
        ObjectNode view = Json.object();
        if (registration != null) {
            view.put("url", registration.url());
            ObjectNode headers = view.putObject("headers");
            registration.headers().forEach(headers::put);
        }
        return view;
    }

    /** A registration out of {@code {"url","headers"}}; empty when it cannot be one. */
    static Optional<Registration> read(String name, JsonNode body) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> header : body.path("headers").properties()) {
            if (!header.getValue().isTextual()) {
                return Optional.empty();
            }
            headers.put(header.getKey(), header.getValue().textValue());
        }
        try {
            return Optional.of(new Registration(name, body.path("url").asText(), headers));
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }
}
