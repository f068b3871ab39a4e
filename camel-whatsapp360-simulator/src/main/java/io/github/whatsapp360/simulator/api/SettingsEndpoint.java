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
import java.util.Locale;

/**
 * What a number keeps and shows again: the commands and prompts of its chats, its commerce settings, its QR codes.
 * Nothing here changes how chats go on. Confined to the event loop.
 */
final class SettingsEndpoint {

    private static final int MAXIMUM_CODES = 2000;
    private static final String[] COMMERCE = {"is_cart_enabled", "is_catalog_visible"};

    private final World world;

    SettingsEndpoint(World world) {
        this.world = world;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/conversational_automation", this::automation)
                .add("POST", "/conversational_automation", this::setAutomation)
                .add("GET", "/whatsapp_commerce_settings", this::commerce)
                .add("POST", "/whatsapp_commerce_settings", this::setCommerce)
                .add("GET", "/message_qrdls", this::codes)
                .add("POST", "/message_qrdls", this::setCode)
                .add("GET", "/message_qrdls/{code}", this::code)
                .add("DELETE", "/message_qrdls/{code}", this::deleteCode);
    }

    private Answer automation(Call call) {
        ObjectNode answer = Json.object();
        answer.set("conversational_automation", automationOf(call));
        return Answer.json(answer.put("id", call.channel().phoneNumberId()));
    }

    private Answer setAutomation(Call call) {
        ObjectNode body = call.json();
        AccountRules.automation(body);
        body.remove("messaging_product");
        automationOf(call).setAll(body);
        return Answer.success();
    }

    private static ObjectNode automationOf(Call call) {
        return call.channel().settings().withObject("/automation");
    }

    private Answer commerce(Call call) {
        ObjectNode answer = Json.object();
        answer.putArray("data").add(commerceOf(call));
        return Answer.json(answer);
    }

    private static ObjectNode commerceOf(Call call) {
        ObjectNode commerce = call.channel().settings().withObject("/commerce");
        if (commerce.isEmpty()) {
            commerce.put(COMMERCE[0], true)
                    .put(COMMERCE[1], false)
                    .put("id", call.channel().phoneNumberId());
        }
        return commerce;
    }

    private Answer setCommerce(Call call) {
        for (String name : COMMERCE) {
            String wanted = call.parameter(name);
            if (!wanted.isEmpty() && !wanted.matches("true|false")) {
                throw new Refusal(100, "Param " + name + " must be a boolean.");
            }
        }
        for (String name : COMMERCE) {
            if (!call.parameter(name).isEmpty()) {
                commerceOf(call).put(name, Boolean.parseBoolean(call.parameter(name)));
            }
        }
        return Answer.success();
    }

    private static ObjectNode codesOf(Call call) {
        return call.channel().settings().withObject("/codes");
    }

    private Answer codes(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        codesOf(call).forEach(data::add);
        return Answer.json(answer);
    }

    private Answer setCode(Call call) {
        ObjectNode body = call.json();
        AccountRules.qrCode(body);
        ObjectNode code = body.has("code") ? known(call, body.path("code").asText()) : create(call);
        code.put("prefilled_message", body.path("prefilled_message").asText());
        if (body.has("generate_qr_image")) {
            String kind = body.path("generate_qr_image").asText().toLowerCase(Locale.ROOT);
            code.put(
                    "qr_image_url",
                    "https://scontent.example.com/" + code.path("code").asText() + "." + kind);
        }
        return Answer.json(code);
    }

    private ObjectNode create(Call call) {
        if (codesOf(call).size() == MAXIMUM_CODES) {
            throw new Refusal(100, "A number has at most " + MAXIMUM_CODES + " QR codes.");
        }
        String name = world.ids().hex(14);
        ObjectNode code = Json.object()
                .put("code", name)
                .put("prefilled_message", "")
                .put("deep_link_url", "https://wa.me/message/" + name);
        codesOf(call).set(name, code);
        return code;
    }

    private static ObjectNode known(Call call, String name) {
        if (codesOf(call).path(name) instanceof ObjectNode code) {
            return code;
        }
        throw new Refusal(100, "The QR code does not exist.");
    }

    private Answer code(Call call) {
        ObjectNode answer = Json.object();
        answer.putArray("data").add(known(call, call.part("code")));
        return Answer.json(answer);
    }

    private Answer deleteCode(Call call) {
        known(call, call.part("code"));
        codesOf(call).remove(call.part("code"));
        return Answer.success();
    }
}
