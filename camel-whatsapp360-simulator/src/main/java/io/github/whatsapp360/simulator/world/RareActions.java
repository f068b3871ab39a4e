/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * What customers do less often; each method answers the id of the message that comes of it. Confined to the event loop.
 */
public final class RareActions {

    private static final Duration PERMISSION = Duration.ofDays(7);

    private final World world;
    private final Inbound inbound;
    private final Outbox outbox;
    private final Groups groups;

    /** The customers of this world. */
    public RareActions(World world, Inbound inbound, Outbox outbox, Groups groups) {
        this.groups = groups;
        this.world = world;
        this.inbound = inbound;
        this.outbox = outbox;
    }

    /** Answers the request to be called: for seven days, or not. */
    public String answerCallRequest(Chat chat, String messageId, boolean permit) {
        Instant until = world.now().plus(PERMISSION);
        ObjectNode reply = Json.object().put("response", permit ? "accept" : "reject");
        if (permit) {
            reply.put("is_permanent", false).put("expiration_timestamp", until.getEpochSecond());
        }
        reply.put("response_source", "user_action");
        chat.permitCalls(permit ? until : Instant.EPOCH);
        ObjectNode payload = Json.object().put("type", "call_permission_reply");
        payload.set("call_permission_reply", reply);
        return inbound.message(chat, "interactive", payload, messageId);
    }

    /** Answers the request for the phone number with the customer's own card; from then on events show the number. */
    public String shareContact(Chat chat, String messageId) {
        Person person = chat.person();
        if (person.waId().isEmpty()) {
            throw new IllegalArgumentException("Expected a customer with a number, Actual one who has lost it");
        }
        String name = person.name().isEmpty() ? person.waId() : person.name();
        var cards = Json.array();
        ObjectNode card = cards.addObject();
        card.putObject("name").put("formatted_name", name).put("first_name", name.split(" ", -1)[0]);
        card.putArray("phones")
                .addObject()
                .put("phone", "+" + person.waId())
                .put("wa_id", person.waId())
                .put("type", "CELL");
        card.put("origin", "contact_request");
        String id = inbound.message(chat, "contacts", cards, messageId);
        person.sharePhone();
        world.changed("customer", person::view);
        return id;
    }

    /** Edits an own text. */
    public String edit(Chat chat, String messageId, String text) {
        ObjectNode payload = Json.object().put("original_message_id", own(chat, messageId));
        payload.putObject("message").put("type", "text").putObject("text").put("body", text);
        return inbound.message(chat, "edit", payload, null);
    }

    /** Deletes an own message for everyone. */
    public String revoke(Chat chat, String messageId) {
        return inbound.message(chat, "revoke", Json.object().put("original_message_id", own(chat, messageId)), null);
    }

    private String own(Chat chat, String messageId) {
        return world.findMessage(chat.channel(), messageId)
                .filter(message -> message.chat().equals(chat) && !message.fromBusiness())
                .map(ChatMessage::id)
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected the id of a message that the customer wrote"));
    }

    /**
     * Forwards a text.
     *
     * @param often more than five times
     */
    public String forward(Chat chat, String text, boolean often) {
        ObjectNode element = text(text);
        element.putObject("context").put(often ? "frequently_forwarded" : "forwarded", true);
        return inbound.element(chat, element);
    }

    /** Writes after a tap on an advertisement. */
    public String comeFromAd(Chat chat, String text, String headline, String url) {
        ObjectNode element = text(text);
        element.putObject("referral")
                .put("source_url", url)
                .put("source_id", world.ids().digits(17))
                .put("source_type", "ad")
                .put("headline", headline)
                .put("ctwa_clid", world.ids().hex(32));
        return inbound.element(chat, element);
    }

    /** Asks about a product of the catalog. */
    public String askAbout(Chat chat, String product, String text) {
        ObjectNode element = text(text);
        element.putObject("context")
                .put("from", chat.channel().phone())
                .put("id", world.ids().outbound(chat.person().waId()))
                .putObject("referred_product")
                .put("catalog_id", "7001122334455")
                .put("product_retailer_id", product);
        return inbound.element(chat, element);
    }

    /** Opens the chat for the first time and is to be welcomed. */
    public String openChat(Chat chat) {
        return inbound.message(chat, "request_welcome", null, null);
    }

    /** Opens the invite link of a group; answers the id of the request to join, empty if none was needed. */
    public String joinGroup(Chat chat, String groupOrLink) {
        return groups.join(chat.channel(), chat.person(), groupOrLink);
    }

    /** No longer asks to join a group; answers the id of the request, empty if there was none. */
    public String revokeJoinRequest(Chat chat, String groupId) {
        return groups.revoke(chat.channel(), chat.person(), groupId);
    }

    /** Stops marketing messages, which then fail with 131050, or takes them again; answers the user id. */
    public String wantMarketing(Chat chat, boolean wanted) {
        Person person = chat.person();
        person.wantsMarketing(wanted);
        ObjectNode preference = world.people().name(Json.object(), person, "wa_id", "");
        preference
                .put("detail", wanted ? "User resumed marketing messages" : "User stopped marketing messages")
                .put("category", "marketing_messages")
                .put("value", wanted ? "resume" : "stop")
                .put("timestamp", world.now().getEpochSecond());
        outbox.emit(
                chat.channel(),
                new WebhookEvent(
                        "user_preferences",
                        "user_preferences",
                        preference,
                        world.people().contact(person),
                        chat.lane()));
        return person.userId();
    }

    private static ObjectNode text(String body) {
        ObjectNode element = Json.object().put("type", "text");
        element.putObject("text").put("body", body);
        return element;
    }
}
