package io.github.whatsapp360.simulator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.Routes;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Chat;
import io.github.whatsapp360.simulator.world.CustomerActions;
import io.github.whatsapp360.simulator.world.Media;
import io.github.whatsapp360.simulator.world.Person;
import io.github.whatsapp360.simulator.world.RareActions;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Base64;
import java.util.NoSuchElementException;
import java.util.Set;

/** The control API for customers: who there is, and what they do. Confined to the event loop. */
final class CustomerControl {

    private static final Set<String> OF_ACTIONS = Set.of(
            ("number type text message mimeType base64 fileName caption latitude longitude name address phone choice answer"
                            + " emoji product quantity price currency kind waId seconds often headline url permit wanted element")
                    .split(" "));

    private final Controls controls;
    private final World world;
    private final CustomerActions actions;

    CustomerControl(Controls controls) {
        this.controls = controls;
        this.world = controls.world();
        this.actions = controls.actions();
    }

    void addTo(Routes routes) {
        routes.add("POST", "/simulator/customers", this::add)
                .add("PATCH", "/simulator/customers/{customer}", this::change)
                .add("GET", "/simulator/customers/{customer}/messages", this::messages)
                .add("POST", "/simulator/customers/{customer}/messages", this::act)
                .add("POST", "/simulator/customers/{customer}/files", this::sendFile);
    }

    private Answer add(Call call) {
        Members body = Members.of(call, "waId", "name");
        String waId = body.text("waId").replaceAll("[^0-9]", "");
        if (waId.length() < 5) {
            return Answer.proxyError(400, "waId must be a phone number");
        }
        return Answer.json(world.person(waId, body.text("name")).view());
    }

    private Answer change(Call call) {
        Members body = Members.of(call, "name", "username", "reachable", "online");
        Person person = person(call);
        boolean reachable = body.flag("reachable");
        boolean online = body.flag("online");
        if (body.has("name")) {
            person.rename(body.text("name"));
        }
        if (body.has("username")) {
            person.hidePhone(body.text("username"));
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

    private Answer act(Call call) {
        ObjectNode body = call.json();
        Members.of(body, OF_ACTIONS);
        Chat chat = chat(call, body.path("number").asText(""));
        return Answer.json(Json.object().put("id", act(chat, body)));
    }

    private String act(Chat chat, ObjectNode body) {
        String message = body.path("message").asText();
        return switch (body.path("type").asText("text")) {
            case "text" -> actions.text(chat, required(body, "text"), message.isEmpty() ? null : message);
            case "location" ->
                actions.location(
                        chat,
                        body.path("latitude").asDouble(),
                        body.path("longitude").asDouble(),
                        body.path("name").asText(),
                        body.path("address").asText());
            case "contact" -> actions.contact(chat, required(body, "name"), required(body, "phone"));
            case "tap" -> actions.tap(chat, message, required(body, "choice"));
            case "pick" -> actions.pick(chat, message, required(body, "choice"));
            case "flow" -> actions.completeFlow(chat, message, member(body, "answer"));
            case "reaction" -> actions.react(chat, message, body.path("emoji").asText());
            case "order" ->
                actions.order(
                        chat,
                        required(body, "product"),
                        body.path("quantity").asInt(1),
                        body.path("price").asDouble(),
                        body.path("currency").asText("EUR"),
                        body.path("text").asText());
            case "unsupported" -> actions.unsupported(chat, body.path("kind").asText("poll_creation"));
            case "changeNumber" -> actions.changeNumber(chat, required(body, "waId"));
            case "call" ->
                controls.calls()
                        .fromCustomer(
                                chat, Duration.ofSeconds(body.path("seconds").asLong(3)));
            case "raw" -> controls.inbound().element(chat, member(body, "element"));
            case "image", "video", "audio", "voice", "document", "sticker" ->
                file(
                        chat,
                        body.path("type").asText(),
                        Buffer.buffer(Base64.getDecoder().decode(required(body, "base64"))),
                        required(body, "mimeType"),
                        body.path("fileName").asText(),
                        body.path("caption").asText());
            default -> rare(chat, body, message);
        };
    }

    private String rare(Chat chat, ObjectNode body, String message) {
        RareActions rare = controls.rare();
        return switch (body.path("type").asText()) {
            case "callPermission" ->
                rare.answerCallRequest(chat, message, body.path("permit").asBoolean(true));
            case "shareContact" -> rare.shareContact(chat, message);
            case "edit" -> rare.edit(chat, message, required(body, "text"));
            case "delete" -> rare.revoke(chat, message);
            case "forward" ->
                rare.forward(chat, required(body, "text"), body.path("often").asBoolean());
            case "ad" ->
                rare.comeFromAd(
                        chat,
                        required(body, "text"),
                        body.path("headline").asText(),
                        body.path("url").asText());
            case "productQuestion" -> rare.askAbout(chat, required(body, "product"), required(body, "text"));
            case "welcome" -> rare.openChat(chat);
            case "marketing" -> rare.wantMarketing(chat, body.path("wanted").asBoolean());
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
        Media media = world.media().fromCustomer(mime, fileName, content);
        return actions.file(chat, kind.isEmpty() ? "document" : kind, media, caption);
    }

    private Person person(Call call) {
        return world.findPerson(call.part("customer"))
                .orElseThrow(() -> new NoSuchElementException("No such customer"));
    }

    private Chat chat(Call call, String number) {
        Channel channel = number.isEmpty()
                ? world.channels().get(0)
                : world.byPhone(number).orElseThrow(() -> new IllegalArgumentException("No such number"));
        return world.chat(channel, person(call));
    }

    private static String required(ObjectNode body, String name) {
        String text = body.path(name).asText();
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is required");
        }
        return text;
    }

    private static ObjectNode member(ObjectNode body, String name) {
        JsonNode member = body.path(name);
        if (member instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException(name + " must be a JSON object");
    }
}
