/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.scenario;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Registration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a scenario has wrong although each part of it has the right form. Confined to one thread. */
final class ScenarioProblems {

    private static final List<String> FILE = List.of("base64", "mimeType");
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            entry("text", List.of("text")),
            entry("contact", List.of("name", "phone")),
            entry("tap", List.of("choice")),
            entry("pick", List.of("choice")),
            entry("flow", List.of("answer")),
            entry("order", List.of("product")),
            entry("changeNumber", List.of("waId")),
            entry("raw", List.of("element")),
            entry("image", FILE),
            entry("video", FILE),
            entry("audio", FILE),
            entry("voice", FILE),
            entry("document", FILE),
            entry("sticker", FILE),
            entry("edit", List.of("message", "text")),
            entry("delete", List.of("message")),
            entry("forward", List.of("text")),
            entry("ad", List.of("text")),
            entry("productQuestion", List.of("product", "text")),
            entry("joinGroup", List.of("group")),
            entry("revokeJoin", List.of("group")));

    private final JsonNode scenario;
    private final List<String> errors = new ArrayList<>();

    private ScenarioProblems(ObjectNode scenario) {
        this.scenario = scenario;
    }

    /** All problems, each with its path; empty when there are none. */
    static List<String> of(ObjectNode scenario) {
        ScenarioProblems problems = new ScenarioProblems(scenario);
        problems.check();
        return problems.errors;
    }

    private void check() {
        each("numbers", (path, number) -> {
            webhook(path + ".webhook", number.path("webhook"));
            int i = 0;
            for (JsonNode extra : number.path("extraWebhooks").path("destinations")) {
                webhook(path + ".extraWebhooks.destinations[" + i++ + "]", extra);
            }
        });
        webhook("accountWebhook", scenario.path("accountWebhook"));
        unique("numbers", "phone", "apiKey", "phoneNumberId");
        unique("customers", "waId", "userId", "id");
        unique("templates", "id");
        unique("media", "id");
        each("templates", (path, template) -> {
            String key = template.path("name").asText() + " in "
                    + template.path("language").asText();
            once("template " + key, path, "name");
        });
        Set<String> numbers = values("numbers", "phone");
        if (numbers.isEmpty()) {
            numbers.add(Channel.USUAL_PHONE);
        }
        Set<String> customers = values("customers", "waId");
        customers.remove("");
        customers.addAll(values("customers", "userId"));
        customers.addAll(values("customers", "id"));
        each("customers", (path, customer) -> {
            if (customer.path("waId").asText().isEmpty() && !customer.hasNonNull("userId")) {
                errors.add(path + ".userId is required when waId is empty");
            }
            int i = 0;
            for (JsonNode member : customer.path("members")) {
                named(path + ".members[" + i++ + "]", member, customers, "customers");
            }
        });
        Set<String> ids = new HashSet<>();
        each("chats", (path, chat) -> {
            named(path + ".number", chat.path("number"), numbers, "numbers");
            named(path + ".customer", chat.path("customer"), customers, "customers");
            int i = 0;
            for (JsonNode message : chat.path("messages")) {
                if (!ids.add(message.path("id").asText())) {
                    errors.add(path + ".messages[" + i + "].id is used twice");
                }
                i++;
            }
        });
        each("faults", (path, fault) -> {
            if (!fault.hasNonNull("code")
                    && !fault.hasNonNull("http")
                    && !fault.hasNonNull("transport")
                    && !fault.hasNonNull("delayMillis")) {
                errors.add(path + " needs one of code, http, transport and delayMillis");
            }
        });
        each("conversations", (path, conversation) -> {
            steps(path, conversation.path("then"));
            named(path + ".customer", conversation.path("customer"), customers, "customers");
            if (conversation.hasNonNull("number")) {
                named(path + ".number", conversation.path("number"), numbers, "numbers");
            }
        });
    }

    private void steps(String path, JsonNode steps) {
        int i = 0;
        for (JsonNode step : steps) {
            String type = step.path("type").asText("text");
            for (String member : NEEDED.getOrDefault(type, List.of())) {
                if (!step.hasNonNull(member)) {
                    errors.add(path + ".then[" + i + "]." + member + " is required for type " + type);
                }
            }
            i++;
        }
    }

    /** Looks at an element of a list. */
    private interface Look {
        void at(String path, JsonNode element);
    }

    private void each(String list, Look look) {
        int i = 0;
        for (JsonNode element : scenario.path(list)) {
            look.at(list + "[" + i++ + "]", element);
        }
    }

    private final Map<String, String> seen = new LinkedHashMap<>();

    private void once(String key, String path, String member) {
        String before = seen.putIfAbsent(key, path);
        if (before != null) {
            errors.add(path + "." + member + " is the same as that of " + before);
        }
    }

    private void unique(String list, String... members) {
        for (String member : members) {
            each(list, (path, element) -> {
                if (!element.path(member).asText("").isEmpty()) {
                    once(list + "/" + member + "/" + element.path(member).asText(), path, member);
                }
            });
        }
    }

    private Set<String> values(String list, String member) {
        Set<String> values = new HashSet<>();
        scenario.path(list).forEach(element -> values.add(element.path(member).asText()));
        return values;
    }

    private void named(String path, JsonNode name, Set<String> known, String list) {
        if (!known.contains(name.asText())) {
            errors.add(path + " is none of the " + list + " of the scenario");
        }
    }

    private void webhook(String path, JsonNode given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        String url = given.isTextual() ? given.asText() : given.path("url").asText();
        try {
            Object unused = given.isMissingNode() || given.isNull() ? "" : new Registration("main", url, headers);
        } catch (IllegalArgumentException wrong) {
            errors.add(path + " must be a URL with a host, and headers that HTTP allows");
        }
    }
}
