/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Reviews;
import io.github.whatsapp360.simulator.world.Template;
import io.github.whatsapp360.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Templates in both dialects, Meta's {@code /message_templates} and 360dialog's {@code /v1/configs/templates}; one
 * store. Confined to the event loop.
 */
final class TemplateEndpoint {

    private final World world;
    private final Reviews reviews;

    TemplateEndpoint(World world, Reviews reviews) {
        this.world = world;
        this.reviews = reviews;
    }

    Answer listMeta(Call call) {
        List<Template> found = world.templates().all().stream()
                .filter(template -> fits(call, "name", template.name())
                        && fits(call, "status", template.status())
                        && fits(call, "language", template.language())
                        && fits(call, "category", template.category()))
                .toList();
        int limit = number(call.parameter("limit"), 25);
        int from = call.parameter("after").isEmpty() ? 0 : cursor(call.parameter("after"));
        int to = Math.min(found.size(), from + limit);
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        found.subList(Math.min(from, to), to).forEach(template -> data.add(shown(template, call)));
        ObjectNode paging = answer.putObject("paging");
        paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(to));
        if (to < found.size()) {
            paging.put(
                    "next",
                    "https://graph.facebook.com/v23.0/" + Channel.WABA_ID + "/message_templates?limit=" + limit
                            + "&after=" + cursor(to));
        }
        return Answer.json(answer);
    }

    Answer getMeta(Call call) {
        return Answer.json(shown(find(call), call));
    }

    /** Whether the id in the path is that of a template. */
    boolean knows(Call call) {
        return world.templates().byId(call.part("id")).isPresent();
    }

    /** With the fields that were asked for, and always the id. */
    private static ObjectNode shown(Template template, Call call) {
        ObjectNode view = template.asMeta();
        String fields = call.parameter("fields");
        if (!fields.isEmpty()) {
            Set<String> wanted = new HashSet<>(List.of(fields.split("\\s*,\\s*", -1)));
            wanted.add("id");
            view.retain(wanted);
        }
        return view;
    }

    Answer createMeta(Call call) {
        Template template = create(call);
        return Answer.json(Json.object()
                .put("id", template.id())
                .put("status", template.status())
                .put("category", template.category()));
    }

    Answer editMeta(Call call) {
        Template template = find(call);
        ObjectNode body = call.json();
        if (!List.of("APPROVED", "REJECTED", "PAUSED").contains(template.status())) {
            throw TemplateRules.refuse(2388039, "A template can be edited only when approved, rejected or paused.");
        }
        ArrayNode components = body.path("components") instanceof ArrayNode given ? given : template.components();
        TemplateRules.components(components, template.named());
        String category = body.path("category").asText(template.category()).toUpperCase(Locale.ROOT);
        world.templates().edit(template, category, components);
        reviews.submit(template);
        return Answer.success();
    }

    Answer unpause(Call call) {
        Template template = find(call);
        if (!template.status().equals("PAUSED")) {
            throw new Refusal(100, "The template is not paused.");
        }
        reviews.decide(template, "APPROVED", "NONE");
        return Answer.success();
    }

    Answer deleteMeta(Call call) {
        List<Template> gone = call.parameter("hsm_id").isEmpty()
                ? world.templates().named(call.parameter("name"))
                : world.templates().byId(call.parameter("hsm_id")).stream().toList();
        if (gone.isEmpty()) {
            throw new Refusal(100, "Message template not found.");
        }
        gone.forEach(reviews::delete);
        return Answer.success();
    }

    Answer list360(Call call) {
        List<Template> found = world.templates().all().stream()
                .filter(template -> wanted(call).isEmpty() || template.name().equals(wanted(call)))
                .toList();
        int limit = number(call.parameter("limit"), 1000);
        int from = Math.min(number(call.parameter("offset"), 0), found.size());
        List<Template> shown = found.subList(from, Math.min(found.size(), from + limit));
        ObjectNode answer = Json.object().put("count", shown.size());
        answer.putObject("filters");
        answer.put("limit", limit).put("offset", from).put("total", found.size());
        answer.putArray("sort").add("id");
        ArrayNode data = answer.putArray("waba_templates");
        shown.forEach(template -> data.add(in360(template)));
        return Answer.json(answer);
    }

    Answer create360(Call call) {
        return Answer.json(201, in360(create(call)));
    }

    Answer delete360(Call call) {
        List<Template> gone = world.templates().named(call.part("name"));
        ObjectNode answer = Json.object();
        int status = gone.isEmpty() ? 404 : 200;
        gone.forEach(reviews::delete);
        answer.putObject("meta")
                .put("success", !gone.isEmpty())
                .put("http_code", status)
                .put("developer_message", gone.isEmpty() ? "Template not found" : "Template deleted");
        return Answer.json(status, answer);
    }

    private Template create(Call call) {
        ObjectNode body = call.json();
        TemplateRules.check(body);
        if (world.templates()
                .find(body.path("name").asText(), body.path("language").asText())
                .isPresent()) {
            throw TemplateRules.refuse(2388024, "Content in this language already exists.");
        }
        Template template = world.templates().add(body, "PENDING", world.now());
        reviews.submit(template);
        return template;
    }

    private Template find(Call call) {
        return world.templates()
                .byId(call.part("id"))
                .orElseThrow(() -> new Refusal(100, "Object with this ID does not exist."));
    }

    private static ObjectNode in360(Template template) {
        ObjectNode view = template.asMeta();
        view.put("status", template.status().toLowerCase(Locale.ROOT));
        view.put("namespace", "a1b2c3d4_0000_4000_8000_000000000360").put("external_id", template.id());
        return view.put("created_at", template.createdAt().toString()).put("waba_account_id", Channel.WABA_ID);
    }

    private static String wanted(Call call) {
        JsonNode filters = Json.readObject(call.parameter("filters").getBytes(StandardCharsets.UTF_8))
                .orElseGet(Json::object);
        String name = filters.path("business_templates.name")
                .asText(filters.path("name").asText(""));
        return name.isEmpty() ? call.parameter("name") : name;
    }

    private static boolean fits(Call call, String parameter, String value) {
        String wanted = call.parameter(parameter);
        return wanted.isEmpty() || (parameter.equals("name") ? value.contains(wanted) : value.equalsIgnoreCase(wanted));
    }

    private static int number(String text, int usual) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : usual;
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("at:" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static int cursor(String text) {
        try {
            String position = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            return Integer.parseInt(position.chars()
                    .filter(Character::isDigit)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()));
        } catch (IllegalArgumentException notACursor) {
            throw new Refusal(131059, "The cursor is not valid.");
        }
    }
}
