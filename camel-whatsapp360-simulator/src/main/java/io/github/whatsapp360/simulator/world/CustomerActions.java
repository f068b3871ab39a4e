/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything a customer can do in a chat; each method answers the id of the message that comes of it. Confined to the
 * event loop.
 */
public final class CustomerActions {

    private static final List<String> KINDS = List.of("image", "video", "audio", "voice", "document", "sticker");

    private final World world;
    private final Inbound inbound;
    private final Outbound outbound;
    private final BiFunction<Media, Instant, String> mediaUrl;

    /**
     * The customers of this world.
     *
     * @param outbound delivers what has waited for a customer without a number
     * @param mediaUrl the URL under which an event names a file at an instant
     */
    public CustomerActions(
            World world, Inbound inbound, Outbound outbound, BiFunction<Media, Instant, String> mediaUrl) {
        this.world = world;
        this.inbound = inbound;
        this.outbound = outbound;
        this.mediaUrl = mediaUrl;
    }

    /** Writes a text, as an answer to {@code quoted} unless that is null. */
    public String text(Chat chat, String body, @Nullable String quoted) {
        return inbound.message(chat, "text", Json.object().put("body", body), quoted);
    }

    /**
     * The word itself, if it is a kind of file.
     *
     * @throws IllegalArgumentException if it is another
     */
    public static String kindOfFile(String word) {
        if (!KINDS.contains(word)) {
            throw new IllegalArgumentException("Expected a kind of file out of " + KINDS + ", Actual " + word);
        }
        return word;
    }

    /**
     * Sends a file.
     *
     * @param kind {@code image}, {@code video}, {@code audio}, {@code voice}, {@code document} or {@code sticker}
     * @param caption empty for none
     * @throws IllegalArgumentException when the kind is another
     */
    public String file(Chat chat, String kind, Media media, String caption) {
        boolean voice = kindOfFile(kind).equals("voice");
        ObjectNode payload = Json.object();
        if (!caption.isEmpty()) {
            payload.put("caption", caption);
        }
        if (kind.equals("document") && !media.fileName().isEmpty()) {
            payload.put("filename", media.fileName());
        }
        payload.put("mime_type", media.mimeType())
                .put("sha256", media.sha256Base64())
                .put("id", media.id())
                .put("url", mediaUrl.apply(media, world.now()));
        if (voice || kind.equals("audio")) {
            payload.put("voice", voice);
        }
        if (kind.equals("sticker")) {
            payload.put("animated", false);
        }
        return inbound.message(chat, voice ? "audio" : kind, payload, null);
    }

    /** Sends a place; name and address may be empty. */
    public String location(Chat chat, double latitude, double longitude, String name, String address) {
        ObjectNode payload = Json.object().put("latitude", latitude).put("longitude", longitude);
        if (!name.isEmpty()) {
            payload.put("name", name);
        }
        if (!address.isEmpty()) {
            payload.put("address", address);
        }
        return inbound.message(chat, "location", payload, null);
    }

    /** Sends a contact card. */
    public String contact(Chat chat, String name, String phone) {
        var cards = Json.array();
        ObjectNode card = cards.addObject();
        card.putObject("name").put("formatted_name", name).put("first_name", name.split(" ", -1)[0]);
        card.putArray("phones").addObject().put("phone", phone).put("type", "CELL");
        return inbound.message(chat, "contacts", cards, null);
    }

    /**
     * Taps a reply button of a message, or a quick reply of a template.
     *
     * @param button its id, payload or title
     * @throws IllegalArgumentException when the message has no such button
     */
    public String tap(Chat chat, String messageId, String button) {
        ChatMessage message = find(chat, messageId);
        ObjectNode shown = message.shown();
        if (shown != null) {
            JsonNode found = choose(quickReplies(shown), button, "payload", "text");
            ObjectNode payload = Json.object()
                    .put("payload", found.path("payload").asText())
                    .put("text", found.path("text").asText());
            return inbound.message(chat, "button", payload, messageId);
        }
        List<JsonNode> replies = new ArrayList<>();
        JsonNode action = message.json().path("interactive").path("action");
        action.path("buttons").forEach(each -> replies.add(each.path("reply")));
        action.path("cards")
                .forEach(card ->
                        card.path("action").path("buttons").forEach(each -> replies.add(each.path("quick_reply"))));
        JsonNode found = choose(replies, button, "id", "title");
        return reply(chat, messageId, "button_reply", (ObjectNode) found.deepCopy());
    }

    /** Those of a template and of the cards of its carousel. */
    private static List<JsonNode> quickReplies(JsonNode shown) {
        List<JsonNode> all = new ArrayList<>();
        shown.path("buttons").forEach(all::add);
        shown.path("cards").forEach(card -> card.path("buttons").forEach(all::add));
        all.removeIf(button -> !button.path("type").asText().equals("QUICK_REPLY"));
        return all;
    }

    /**
     * Picks a row of a list.
     *
     * @param row its id or title
     * @throws IllegalArgumentException when the message has no such row
     */
    public String pick(Chat chat, String messageId, String row) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode action = find(chat, messageId).json().path("interactive").path("action");
        action.path("sections").forEach(section -> section.path("rows").forEach(rows::add));
        return reply(chat, messageId, "list_reply", (ObjectNode)
                choose(rows, row, "id", "title").deepCopy());
    }

    /**
     * Completes the flow of a message, or gives the address that it asks for.
     *
     * @param answer what was entered; the flow's token is added
     */
    public String completeFlow(Chat chat, String messageId, ObjectNode answer) {
        JsonNode question = find(chat, messageId).json().path("interactive");
        boolean address = question.path("type").asText().equals("address_message");
        ObjectNode response = Json.object();
        if (address) {
            response.set("values", answer);
        } else {
            String token = question.path("action")
                    .path("parameters")
                    .path("flow_token")
                    .asText("unused");
            response.put("flow_token", token).setAll(answer);
        }
        return reply(
                chat,
                messageId,
                "nfm_reply",
                Json.object()
                        .put("name", address ? "address_message" : "flow")
                        .put("body", "Sent")
                        .put("response_json", response.toString()));
    }

    /** Reacts to a message; an empty emoji takes the reaction back. */
    public String react(Chat chat, String messageId, String emoji) {
        ObjectNode payload =
                Json.object().put("message_id", find(chat, messageId).id());
        if (!emoji.isEmpty()) {
            payload.put("emoji", emoji);
        }
        return inbound.message(chat, "reaction", payload, null);
    }

    /** Orders one product of a catalog. */
    public String order(Chat chat, String product, int quantity, double price, String currency, String text) {
        ObjectNode payload = Json.object().put("catalog_id", "7001122334455").put("text", text);
        payload.putArray("product_items")
                .addObject()
                .put("product_retailer_id", product)
                .put("quantity", quantity)
                .put("item_price", price)
                .put("currency", currency);
        return inbound.message(chat, "order", payload, null);
    }

    /** Sends something that the API cannot show, for example {@code poll_creation}. */
    public String unsupported(Chat chat, String kind) {
        ObjectNode element = Json.object().put("type", "unsupported");
        element.putArray("errors")
                .addObject()
                .put("code", 131051)
                .put("title", "Message type unknown")
                .put("message", "Message type unknown")
                .putObject("error_data")
                .put("details", "Message type is currently not supported.");
        element.putObject("unsupported").put("type", kind);
        return inbound.element(chat, element);
    }

    /** Moves to another number, which brings another user id; of a hidden number only the ids are reported. */
    public String changeNumber(Chat chat, String newWaId) {
        Person person = chat.person();
        String oldWaId = person.showsPhone() ? person.waId() : "";
        String oldUserId = person.userId();
        String oldParentUserId = person.parentUserId();
        boolean without = person.waId().isEmpty();
        world.people().moveNumber(person, newWaId);
        if (without) {
            outbound.online(person, true);
        }
        ObjectNode system = Json.object();
        if (person.phoneHidden()) {
            system.put("body", "User " + person.name() + " has another user id").put("type", "user_changed_user_id");
        } else {
            system.put("body", ("User " + person.name() + " changed from " + oldWaId).strip() + " to " + newWaId)
                    .put("wa_id", newWaId)
                    .put("type", "user_changed_number");
        }
        system.put("previous_user_id", oldUserId);
        if (world.on(Switch.PARENT_USER_IDS)) {
            system.put("previous_parent_user_id", oldParentUserId);
        }
        return system(chat, oldWaId, system);
    }

    /** Gets another user id and keeps the number, which is reported only as far as it is shown. */
    public String changeUserId(Chat chat) {
        Person person = chat.person();
        String oldUserId = person.userId();
        world.people().changeUserId(person, world.people().newUserId(person.waId()));
        ObjectNode system = Json.object()
                .put("body", "User " + person.name() + " has another user id")
                .put("type", "user_changed_user_id")
                .put("previous_user_id", oldUserId);
        return system(chat, person.showsPhone() ? person.waId() : "", system);
    }

    private String system(Chat chat, String from, ObjectNode system) {
        ObjectNode element = Json.object().put("type", "system");
        if (!from.isEmpty()) {
            element.put("from", from);
        }
        element.set("system", world.people().nameById(system, chat.person(), ""));
        return inbound.element(chat, element);
    }

    private String reply(Chat chat, String messageId, String kind, ObjectNode content) {
        ObjectNode payload = Json.object().put("type", kind);
        payload.set(kind, content);
        return inbound.message(chat, "interactive", payload, messageId);
    }

    private ChatMessage find(Chat chat, String id) {
        return world.findMessage(chat.channel(), id)
                .filter(message -> message.chat().equals(chat))
                .orElseThrow(() -> new IllegalArgumentException("Expected the id of a message of this chat"));
    }

    private static JsonNode choose(Iterable<JsonNode> choices, String wanted, String first, String second) {
        for (JsonNode choice : choices) {
            if (choice.path(first).asText().equals(wanted)
                    || choice.path(second).asText().equals(wanted)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("Expected one of the choices that the message offers, Actual another");
    }
}
