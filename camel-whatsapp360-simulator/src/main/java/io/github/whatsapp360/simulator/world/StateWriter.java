/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Writes a world in the form of a scenario, for {@link StateReader}. Confined to the event loop. */
public final class StateWriter {

    /** Stands for calls that are permitted without end. */
    static final String ALWAYS = "9999-12-31T23:59:59Z";

    private final World world;

    /** Writes this world. */
    public StateWriter(World world) {
        this.world = world;
    }

    /** All of it, but for calls that are going on, and what is remembered of earlier requests. */
    public ObjectNode write() {
        ObjectNode state = Json.object();
        ArrayNode numbers = state.putArray("numbers");
        YearMonth month = YearMonth.from(world.now().atZone(ZoneOffset.UTC));
        world.channels().forEach(channel -> numbers.add(number(channel, month)));
        putWebhook(state, "accountWebhook", world.wabaWebhook());
        state.put("initialTemplates", false);
        ArrayNode templates = state.putArray("templates");
        world.templates().all().forEach(template -> templates.add(template(template)));
        ArrayNode flows = state.putArray("flows");
        world.flows().values().forEach(flow -> flows.add(flow.deepCopy()));
        ArrayNode customers = state.putArray("customers");
        world.people().all().forEach(person -> customers.add(customer(person)));
        state.set("switches", world.switchesView());
        state.set("settings", settings());
        state.put("now", world.now().toString());
        ArrayNode media = state.putArray("media");
        world.media().all().forEach(each -> media.add(media(each)));
        ArrayNode chats = state.putArray("chats");
        world.channels().forEach(channel -> world.chats(channel).forEach(chat -> chats.add(chat(chat))));
        return state;
    }

    private static ObjectNode number(Channel channel, YearMonth month) {
        ObjectNode number = Json.object()
                .put("phone", channel.phone())
                .put("name", channel.name())
                .put("apiKey", channel.apiKey())
                .put("phoneNumberId", channel.phoneNumberId());
        putWebhook(number, "webhook", channel.webhook());
        if (!channel.extras().isEmpty()) {
            ObjectNode extras = number.putObject("extraWebhooks").put("enabled", channel.extrasEnabled());
            ArrayNode destinations = extras.putArray("destinations");
            channel.extras().forEach(extra -> destinations
                    .addObject()
                    .put("name", extra.name())
                    .put("url", extra.url())
                    .set("headers", Json.of(extra.headers())));
        }
        number.set("profile", channel.profile().deepCopy());
        if (!channel.settings().isEmpty()) {
            number.set("settings", channel.settings().deepCopy());
        }
        String key = channel.flowKey();
        if (key != null) {
            number.put("flowKey", key);
        }
        number.put("serviceMessages", channel.serviceMessages(month));
        ArrayNode blocked = number.putArray("blocked");
        channel.blocked().forEach(blocked::add);
        return number;
    }

    private static void putWebhook(ObjectNode into, String name, @Nullable Registration webhook) {
        if (webhook != null) {
            into.putObject(name).put("url", webhook.url()).set("headers", Json.of(webhook.headers()));
        }
    }

    private ObjectNode template(Template template) {
        ObjectNode written = Json.object()
                .put("id", template.id())
                .put("name", template.name())
                .put("language", template.language())
                .put("category", template.category())
                .put("parameter_format", template.named() ? "NAMED" : "POSITIONAL");
        written.set("components", template.components().deepCopy());
        Template.PlannedReview review = template.review();
        if (review != null) {
            written.putObject("review")
                    .put("status", review.status())
                    .put("reason", review.reason())
                    .put("after", until(review.due()));
        }
        return written.put("status", template.status())
                .put("createdAt", template.createdAt().toString());
    }

    private String until(Instant due) {
        return until(world.now(), due);
    }

    /** The time that is left as a scenario writes it; zero when none is. */
    public static String until(Instant now, Instant due) {
        return (due.isBefore(now) ? Duration.ZERO : Duration.between(now, due)).toString();
    }

    private static ObjectNode customer(Person person) {
        ObjectNode customer = Json.object()
                .put("id", person.id())
                .put("waId", person.waId())
                .put("name", person.name())
                .put("username", person.username())
                .put("userId", person.userId())
                .put("parentUserId", person.parentUserId())
                .put("phoneHidden", person.phoneHidden())
                .put("inContactBook", person.inContactBook())
                .put("online", person.online())
                .put("reachable", person.reachable())
                .put("group", person.isGroup())
                .put("wantsMarketing", person.wantsMarketing())
                .put("since", person.since().toString());
        if (person.isGroup()) {
            ArrayNode members = customer.putArray("members");
            person.members().forEach(member -> members.add(name(member)));
            customer.set("details", person.details().deepCopy());
            customer.set("pinned", Json.of(person.pinned()));
            ArrayNode requests = customer.putArray("joinRequests");
            person.joinRequests().values().forEach(request -> requests.addObject()
                    .put("id", request.id())
                    .put("customer", name(request.person()))
                    .put("at", request.at().toString()));
        }
        return customer;
    }

    /** What the other parts of the state call somebody. */
    public static String name(Person person) {
        return person.waId().isEmpty() ? person.userId() : person.waId();
    }

    private ObjectNode settings() {
        StatusDelays delays = world.delays();
        ObjectNode settings =
                Json.object().put("batchSize", world.batchSize()).put("platformSecret", world.platformSecret());
        settings.putObject("statusDelays")
                .put("sent", delays.sent().toString())
                .put("delivered", delays.delivered().toString())
                .put("read", delays.read().toString());
        return settings;
    }

    private static ObjectNode media(Media media) {
        return Json.object()
                .put("id", media.id())
                .put("mimeType", media.mimeType())
                .put("fileName", media.fileName())
                .put(
                        "base64",
                        Base64.getEncoder().encodeToString(media.content().getBytes()))
                .put("expires", media.expires().toString());
    }

    private static ObjectNode chat(Chat chat) {
        ObjectNode written = Json.object().put("number", chat.channel().phone()).put("customer", name(chat.person()));
        if (chat.windowUntil().isAfter(Instant.EPOCH)) {
            written.put("windowUntil", chat.windowUntil().toString());
        }
        Instant calls = chat.callsPermittedUntil();
        if (calls.isAfter(Instant.EPOCH)) {
            written.put("callsPermittedUntil", calls.equals(Instant.MAX) ? ALWAYS : calls.toString());
        }
        ArrayNode messages = written.putArray("messages");
        chat.messages().forEach(message -> messages.add(message(message)));
        return written;
    }

    private static ObjectNode message(ChatMessage message) {
        ObjectNode written = Json.object()
                .put("id", message.id())
                .put("fromBusiness", message.fromBusiness())
                .put("at", message.at().toString())
                .put("status", message.tick().word());
        written.set("json", message.json().deepCopy());
        ObjectNode shown = message.shown();
        if (shown != null) {
            written.set("shown", shown.deepCopy());
        }
        Problem doom = message.doom();
        if (doom != null) {
            written.put("code", doom.code()).put("details", doom.details());
        }
        ObjectNode price = message.price();
        if (price != null) {
            written.set("price", price.deepCopy());
            written.put("priced", message.isPriced());
        }
        return written;
    }
}
