/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.RareActions;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Base64;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/** The control API for customers: who there is, and what they do. Confined to the event loop. */
final class CustomerControl {

    static final Set<String> OF_ACTIONS = Set.of(
            "number",
            "type",
            "text",
            "message",
            "mimeType",
            "base64",
            "fileName",
            "caption",
            "latitude",
            "longitude",
            "name",
            "address",
            "phone",
            "choice",
            "answer",
            "emoji",
            "product",
            "quantity",
            "price",
            "currency",
            "kind",
            "waId",
            "seconds",
            "often",
            "headline",
            "url",
            "permit",
            "wanted",
            "group",
            "element");

    private final Controls controls;
    private final World world;
    private final CustomerActions actions;
    private final AwaitedMessages awaited;

    CustomerControl(Controls controls) {
        this.controls = controls;
        this.world = controls.world();
        this.actions = controls.actions();
        this.awaited = new AwaitedMessages(world);
    }

    void addTo(Routes routes) {
        routes.add("POST", "/simulator/customers", this::add)
                .add("PATCH", "/simulator/customers/{customer}", this::change)
                .add("GET", "/simulator/customers/{customer}/messages", new LateEndpoint(this::messages))
                .add("POST", "/simulator/customers/{customer}/messages", this::act)
                .add("POST", "/simulator/customers/{customer}/files", this::sendFile);
    }

    private Answer add(Call call) {
        Members body = Members.of(call, "waId", "name");
        return Answer.json(world.people().person(phone(body), body.text("name")).view());
    }

    private static String phone(Members body) {
        String digits = body.text("waId").replaceAll("[^0-9]", "");
        if (digits.length() < 5 || digits.length() > 20) {
            throw new IllegalArgumentException("waId must be a phone number of 5 to 20 digits");
        }
        return digits;
    }

    private Answer change(Call call) {
        Members body =
                Members.of(call, "name", "username", "phoneHidden", "userId", "parentUserId", "reachable", "online");
        Person person = person(call);
        boolean hidden = body.flag("phoneHidden");
        boolean reachable = body.flag("reachable");
        boolean online = body.flag("online");
        String name = body.text("name");
        String username = body.text("username");
        String parentUserId =
                body.fitting("parentUserId", Person.PARENT_USER_ID, "a parent's user id such as DE.ENT.1");
        String userId = body.fitting("userId", Person.USER_ID, "a user id such as DE.4711");
        if (!userId.isEmpty()) {
            world.people().changeUserId(person, userId);
        }
        if (!parentUserId.isEmpty()) {
            person.parentUserId(parentUserId);
        }
        if (body.has("name")) {
            person.rename(name);
        }
        if (body.has("username")) {
            person.hidePhone(username);
        }
        if (body.has("phoneHidden")) {
            person.phoneHidden(hidden);
        }
        if (body.has("reachable")) {
            person.reachable(reachable);
        }
        if (body.has("online")) {
            controls.outbound().online(person, online);
        }
        world.changed("customer", person::view);
        return Answer.json(person.view());
    }

    private Answer messages(Call call) {
        var all = Json.array();
        chat(call, call.parameter("number")).messages().forEach(message -> all.add(message.view()));
        return Answer.json(all);
    }

    /** Sends the chat, when the business has sent as many messages as the request waits for. */
    private void messages(Call call, Consumer<Answer> send) {
        if (call.parameters().containsKey("await")) {
            awaited.add(call, chat(call, call.parameter("number")), () -> messages(call), send);
        } else {
            send.accept(messages(call));
        }
    }

    private Answer act(Call call) {
        Members body = Members.of(call.json(), OF_ACTIONS);
        Chat chat = chat(call, body.text("number"));
        return Answer.json(Json.object().put("id", act(chat, body)));
    }

    /** Does an action in the form of {@code POST /simulator/customers/{customer}/messages}. */
    void act(Chat chat, ObjectNode action) {
        String unused = act(chat, Members.of(action, OF_ACTIONS));
    }

    private String act(Chat chat, Members body) {
        String message = body.text("message");
        String type = body.has("type") ? body.text("type") : "text";
        return switch (type) {
            case "text" -> actions.text(chat, body.required("text"), message.isEmpty() ? null : message);
            case "location" ->
                actions.location(
                        chat,
                        body.decimal("latitude"),
                        body.decimal("longitude"),
                        body.text("name"),
                        body.text("address"));
            case "contact" -> actions.contact(chat, body.required("name"), body.required("phone"));
            case "tap" -> actions.tap(chat, message, body.required("choice"));
            case "pick" -> actions.pick(chat, message, body.required("choice"));
            case "flow" -> actions.completeFlow(chat, message, body.object("answer"));
            case "reaction" -> actions.react(chat, message, body.text("emoji"));
            case "order" ->
                actions.order(
                        chat,
                        body.required("product"),
                        body.number("quantity", 1, 1),
                        body.decimal("price"),
                        body.has("currency") ? body.text("currency") : "EUR",
                        body.text("text"));
            case "unsupported" -> actions.unsupported(chat, body.has("kind") ? body.text("kind") : "poll_creation");
            case "changeNumber" -> actions.changeNumber(chat, phone(body));
            case "changeUserId" -> actions.changeUserId(chat);
            case "loseNumber" ->
                world.people().recycleNumber(chat.person(), body.text("name")).id();
            case "call" -> controls.calls().fromCustomer(chat, Duration.ofSeconds(body.number("seconds", 3, 0)));
            case "raw" -> controls.inbound().element(chat, body.object("element"));
            case "image", "video", "audio", "voice", "document", "sticker" ->
                file(
                        chat,
                        type,
                        Buffer.buffer(Base64.getDecoder().decode(body.required("base64"))),
                        body.required("mimeType"),
                        body.text("fileName"),
                        body.text("caption"));
            default -> rare(chat, body, message);
        };
    }

    private String rare(Chat chat, Members body, String message) {
        RareActions rare = controls.rare();
        return switch (body.text("type")) {
            case "callPermission" -> rare.answerCallRequest(chat, message, !body.has("permit") || body.flag("permit"));
            case "shareContact" -> rare.shareContact(chat, message);
            case "edit" -> rare.edit(chat, message, body.required("text"));
            case "delete" -> rare.revoke(chat, message);
            case "forward" -> rare.forward(chat, body.required("text"), body.flag("often"));
            case "ad" -> rare.comeFromAd(chat, body.required("text"), body.text("headline"), body.text("url"));
            case "productQuestion" -> rare.askAbout(chat, body.required("product"), body.required("text"));
            case "welcome" -> rare.openChat(chat);
            case "joinGroup" -> rare.joinGroup(chat, body.required("group"));
            case "revokeJoin" -> rare.revokeJoinRequest(chat, body.required("group"));
            case "marketing" -> rare.wantMarketing(chat, body.flag("wanted"));
            default -> throw new IllegalArgumentException("Unknown type of action");
        };
    }

    private Answer sendFile(Call call) {
        Chat chat = chat(call, call.parameter("number"));
        String mime = call.header("content-type");
        String id = file(
                chat,
                call.parameter("kind"),
                call.body(),
                mime.isEmpty() ? "application/octet-stream" : mime,
                call.parameter("fileName"),
                call.parameter("caption"));
        return Answer.json(Json.object().put("id", id));
    }

    private String file(Chat chat, String kind, Buffer content, String mime, String fileName, String caption) {
        String known = CustomerActions.kindOfFile(kind.isEmpty() ? "document" : kind);
        return actions.file(chat, known, world.media().fromCustomer(mime, fileName, content), caption);
    }

    private Person person(Call call) {
        return world.people()
                .findCustomer(call.part("customer"))
                .orElseThrow(() -> new NoSuchElementException("No such customer"));
    }

    Chat chat(Call call, String number) {
        Channel channel = number.isEmpty()
                ? world.channels().get(0)
                : world.byPhone(number).orElseThrow(() -> new IllegalArgumentException("No such number"));
        return world.chat(channel, person(call));
    }
}
