/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.rule.MessageRules;
import io.github.whatsapp360.simulator.wire.DirectSend;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.Outbound;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.Switch;
import io.github.whatsapp360.simulator.world.Template;
import io.github.whatsapp360.simulator.world.TemplateFilling;
import io.github.whatsapp360.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code POST /messages}: sends, marks as read, shows typing. Confined to the event loop. */
final class MessagesEndpoint implements Endpoint {

    private static final Duration REACTION_PERIOD = Duration.ofDays(30);

    private final World world;
    private final Outbound outbound;
    private final boolean marketing;
    private final FileChecks files;

    /** @param marketing whether this is {@code POST /marketing_messages} */
    MessagesEndpoint(World world, Outbound outbound, boolean marketing) {
        this.world = world;
        this.outbound = outbound;
        this.marketing = marketing;
        this.files = new FileChecks(world);
    }

    @Override
    public Answer answer(Call call) {
        ObjectNode body = call.json();
        if (body.has("status") && !marketing) {
            return markAsRead(call, body);
        }
        String type = MessageRules.check(body);
        if (marketing && !type.equals("template")) {
            throw new Refusal(131055, "Only messages of type template can be sent here.");
        }
        if (world.on(Switch.LIMITS) && !world.pace(call.channel()).tryTake(world.now())) {
            throw new Refusal(Problem.of(130429));
        }
        if (DirectSend.is(body) && !world.on(Switch.DIRECT_SEND)) {
            throw new Refusal(100, "Direct Send isn't enabled for this account.");
        }
        files.requireKnown(body, type);
        Person recipient = recipient(call, body);
        ObjectNode shown = type.equals("template") ? fill(body, recipient) : null;
        Chat chat = world.chat(call.channel(), recipient);
        if (world.on(Switch.LIMITS) && !chat.pairPace().tryTake(world.now())) {
            throw new Refusal(Problem.of(131056));
        }
        Problem doom = call.doom() == null ? doom(chat, body, type, shown) : call.doom();
        if (doom != null && doom.code() == 131047 && world.on(Switch.WINDOW_REFUSES_AT_ONCE)) {
            throw new Refusal(doom);
        }
        boolean held = shown != null && world.on(Switch.TEMPLATES_ARE_HELD);
        if (held && doom == null) {
            doom = Problem.of(132015);
        }
        ChatMessage message = outbound.accept(chat, body, shown, doom);
        return accepted(body, recipient, message, held);
    }

    private Person recipient(Call call, ObjectNode body) {
        if (!body.hasNonNull("to")) {
            return world.people()
                    .recipient(body.path("recipient").asText())
                    .orElseThrow(() -> new Refusal(131009, "Param recipient is not a known business-scoped user id."));
        }
        String to = body.path("to").asText();
        if (body.path("recipient_type").asText().equals("group")) {
            return world.people().find(to).filter(Person::isGroup).orElseThrow(() -> new Refusal(Problem.of(131041)));
        }
        String digits = to.replaceAll("[+()\\s-]", "");
        if (!digits.matches("[0-9]{5,20}")) {
            throw new Refusal(131009, "Param to is not a valid phone number.");
        }
        if (digits.equals(call.channel().phone())) {
            throw new Refusal(Problem.of(131021));
        }
        return world.people().person(digits, "");
    }

    private ObjectNode fill(ObjectNode body, Person recipient) {
        ObjectNode payload = (ObjectNode) body.path("template");
        String name = payload.path("name").asText();
        String language = payload.path("language").path("code").asText();
        Template template = world.templates()
                .find(name, language)
                .orElseThrow(() -> new Refusal(132001, "template name (" + name + ") does not exist in " + language));
        switch (template.status()) {
            case "APPROVED" -> {
                /* May be sent. */
            }
            case "PAUSED" -> throw new Refusal(Problem.of(132015));
            case "DISABLED" -> throw new Refusal(Problem.of(132016));
            default -> throw new Refusal(132001, "template name (" + name + ") is not approved in " + language);
        }
        if (marketing && !template.category().equals("MARKETING")) {
            throw new Refusal(Problem.of(134100));
        }
        if (template.category().equals("AUTHENTICATION") && (recipient.isGroup() || body.hasNonNull("recipient"))) {
            throw new Refusal(Problem.of(131062));
        }
        return TemplateFilling.fill(template, payload);
    }

    private @Nullable Problem doom(Chat chat, ObjectNode body, String type, @Nullable ObjectNode shown) {
        if (!chat.person().reachable()) {
            return Problem.of(131026);
        }
        if (chat.channel().blocked().contains(chat.person().waId())) {
            return Problem.of(130403);
        }
        if (shown != null
                && shown.path("category").asText().equals("MARKETING")
                && !chat.person().wantsMarketing()) {
            return Problem.of(131050);
        }
        boolean freeForm = !type.equals("template");
        boolean direct = DirectSend.is(body);
        if (freeForm && !direct && !chat.windowOpen(world.now())) {
            return Problem.of(131047);
        }
        String name = body.path("direct_send_config").path("template_name").asText();
        if (!world.templates().named(name).isEmpty()) {
            return Problem.of(132021);
        }
        if (type.equals("reaction")) {
            String target = body.path("reaction").path("message_id").asText();
            Instant oldest = world.now().minus(REACTION_PERIOD);
            boolean known = world.findMessage(chat.channel(), target)
                    .filter(found -> found.chat().equals(chat) && !found.type().equals("reaction"))
                    .filter(found -> !found.at().isBefore(oldest))
                    .isPresent();
            return known
                    ? null
                    : Problem.of(131009, "The message to react to does not exist, or is older than 30 days.");
        }
        return files.doom(body, type);
    }

    private static Answer accepted(ObjectNode body, Person person, ChatMessage message, boolean held) {
        ObjectNode answer = Json.object().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject();
        contact.put("input", body.path("to").asText(body.path("recipient").asText()));
        // One of them, by which the message went.
        if (body.hasNonNull("to")) {
            contact.put("wa_id", person.waId());
        } else {
            contact.put("user_id", person.userId());
        }
        ObjectNode sent = answer.putArray("messages").addObject().put("id", message.id());
        if (person.isGroup()) {
            sent.put("group_id", person.waId());
        }
        if (message.shown() != null) {
            sent.put("message_status", held ? "held_for_quality_assessment" : "accepted");
        }
        return Answer.json(answer);
    }

    private Answer markAsRead(Call call, ObjectNode body) {
        if (!body.path("messaging_product").asText().equals("whatsapp")) {
            throw new Refusal(100, "The parameter messaging_product is required.");
        }
        if (!body.path("status").asText().equals("read")) {
            throw new Refusal(131009, "Param status must be one of {read}.");
        }
        String id = body.path("message_id").asText();
        if (id.isEmpty()) {
            throw new Refusal(131008, "The parameter message_id is required.");
        }
        ChatMessage message = world.findMessage(call.channel(), id)
                .filter(found -> !found.fromBusiness())
                .orElseThrow(() -> new Refusal(131009, "Param message_id is not the id of a received message."));
        boolean typing = body.has("typing_indicator");
        if (typing && !body.path("typing_indicator").path("type").asText().equals("text")) {
            throw new Refusal(131009, "Param typing_indicator.type must be one of {text}.");
        }
        outbound.seen(message, typing);
        return Answer.success();
    }
}
