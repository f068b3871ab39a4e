/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills a world with what a scenario holds, which must be free of errors. Confined to the event loop.
 */
public final class StateReader {

    private final World world;
    private final Outbound outbound;
    private final Reviews reviews;

    /**
     * Fills this world.
     *
     * @param outbound moves on what was under way
     * @param reviews decide on templates later
     */
    public StateReader(World world, Outbound outbound, Reviews reviews) {
        this.world = world;
        this.outbound = outbound;
        this.reviews = reviews;
    }

    /**
     * Takes numbers and templates of the scenario in place of those that there are; without numbers there is one with
     * this key.
     */
    public void numbersAndTemplates(ObjectNode scenario, String usualKey) {
        Map<String, Channel> before = new LinkedHashMap<>();
        world.channels().forEach(channel -> before.put(channel.phone(), channel));
        world.clearChannels();
        JsonNode numbers = scenario.path("numbers");
        if (numbers.isEmpty()) {
            world.addChannel(before.get(Channel.USUAL_PHONE), usualKey, Channel.USUAL_PHONE, Channel.USUAL_NAME, "");
        }
        numbers.forEach(
                number -> addNumber(number, before.get(number.path("phone").asText())));
        world.wabaWebhook(webhook("waba", scenario.path("accountWebhook")));
        world.templates().clear();
        if (scenario.path("initialTemplates").asBoolean(true)) {
            world.templates().addInitial();
        }
        world.flows().clear();
        scenario.path("flows")
                .forEach(flow -> world.flows().put(flow.path("id").asText(), ((ObjectNode) flow).deepCopy()));
        scenario.path("templates").forEach(template -> addTemplate((ObjectNode) template, shift(scenario)));
    }

    private void addNumber(JsonNode number, @Nullable Channel before) {
        String phone = number.path("phone").asText();
        Channel channel = world.addChannel(
                before,
                text(number, "apiKey", "key-" + phone),
                phone,
                text(number, "name", Channel.USUAL_NAME),
                text(number, "phoneNumberId", ""));
        channel.webhook(webhook("main", number.path("webhook")));
        JsonNode extras = number.path("extraWebhooks");
        channel.extrasEnabled(extras.path("enabled").asBoolean(!extras.isMissingNode()));
        for (JsonNode each : extras.path("destinations")) {
            Registration extra = webhook(each.path("name").asText(), each);
            if (extra != null) {
                channel.extras().add(extra);
            }
        }
        if (number.hasNonNull("flowKey")) {
            channel.flowKey(number.path("flowKey").asText());
        }
        if (number.path("settings") instanceof ObjectNode settings) {
            channel.settings().setAll(settings.deepCopy());
        }
        if (number.path("profile") instanceof ObjectNode profile) {
            channel.profile().removeAll();
            channel.profile().setAll(profile.deepCopy());
        }
    }

    private static @Nullable Registration webhook(String name, JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        given.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new Registration(
                name, given.isTextual() ? given.asText() : given.path("url").asText(), headers);
    }

    private void addTemplate(ObjectNode given, Duration shift) {
        Templates templates = world.templates();
        templates
                .find(given.path("name").asText(), given.path("language").asText())
                .ifPresent(templates::remove);
        Template template = templates.add(
                text(given, "id", ""),
                given.deepCopy(),
                text(given, "status", "APPROVED"),
                instant(given, "createdAt", shift).orElseGet(world::now));
        JsonNode review = given.path("review");
        if (review.isObject()) {
            Duration after = Duration.parse(text(review, "after", "PT0S"));
            reviews.plan(template, review.path("status").asText(), text(review, "reason", "NONE"), after);
        }
    }

    /** Adds customers, files, chats and positions of switches to a world that was just reset. */
    public void peopleAndChats(ObjectNode scenario) {
        Duration shift = shift(scenario);
        scenario.path("customers").forEach(customer -> addCustomer(customer, shift));
        scenario.path("customers").forEach(customer -> addMembers(customer, shift));
        scenario.path("numbers")
                .forEach(number ->
                        world.byPhone(number.path("phone").asText()).ifPresent(channel -> usersOf(channel, number)));
        for (Switch each : Switch.values()) {
            if (scenario.path("switches").hasNonNull(each.word())) {
                world.turn(each, scenario.path("switches").path(each.word()).booleanValue());
            }
        }
        set(scenario.path("settings"));
        scenario.path("media").forEach(each -> addMedia(each, shift));
        scenario.path("chats").forEach(chat -> addChat(chat, shift));
    }

    /** What was saved an hour ago is still as old as it was: all of its instants move by an hour. */
    private Duration shift(ObjectNode scenario) {
        return scenario.hasNonNull("now")
                ? Duration.between(Instant.parse(scenario.path("now").asText()), world.now())
                : Duration.ZERO;
    }

    private void addCustomer(JsonNode given, Duration shift) {
        Instant since = instant(given, "since", shift).orElseGet(world::now);
        String waId = given.path("waId").asText();
        String userId = text(given, "userId", text(given, "id", ""));
        Person person = world.people()
                .add(
                        waId,
                        text(given, "name", ""),
                        text(given, "id", userId),
                        userId,
                        text(given, "parentUserId", ""),
                        since);
        if (given.hasNonNull("username")) {
            person.changeUsername(given.path("username").asText());
        }
        if (given.path("phoneHidden").asBoolean()) {
            person.hidePhone(text(given, "username", ""));
        }
        person.inContactBook(given.path("inContactBook").asBoolean(true));
        person.online(given.path("online").asBoolean(true));
        person.reachable(given.path("reachable").asBoolean(true));
        person.wantsMarketing(given.path("wantsMarketing").asBoolean(true));
        if (given.path("group").asBoolean()) {
            person.becomeGroup();
        }
        if (given.path("details") instanceof ObjectNode details) {
            person.details(details.deepCopy());
        }
        given.path("pinned").forEach(message -> person.pinned().add(message.asText()));
    }

    private void usersOf(Channel channel, JsonNode number) {
        number.path("blocked").forEach(each -> channel.blocked().add(each.asText()));
        YearMonth month = YearMonth.from(world.now().atZone(ZoneOffset.UTC));
        channel.serviceMessages(month, number.path("serviceMessages").asInt());
    }

    private void addMembers(JsonNode given, Duration shift) {
        for (JsonNode request : given.path("joinRequests")) {
            String id = request.path("id").asText();
            Person group = world.people().find(given.path("waId").asText()).orElseThrow();
            world.people().findCustomer(request.path("customer").asText()).ifPresent(person -> group.joinRequests()
                    .put(
                            id,
                            new JoinRequest(
                                    id, person, instant(request, "at", shift).orElseGet(world::now))));
        }
        given.path("members").forEach(member -> world.people()
                .find(given.path("waId").asText())
                .ifPresent(group -> world.people().findCustomer(member.asText()).ifPresent(group.members()::add)));
    }

    private void addMedia(JsonNode given, Duration shift) {
        world.media()
                .restore(new Media(
                        given.path("id").asText(),
                        given.path("mimeType").asText(),
                        text(given, "fileName", ""),
                        Buffer.buffer(
                                Base64.getDecoder().decode(given.path("base64").asText())),
                        instant(given, "expires", shift).orElseGet(world::now)));
    }

    private void addChat(JsonNode given, Duration shift) {
        Channel channel = world.byPhone(given.path("number").asText()).orElseThrow();
        Chat chat = world.chat(
                channel,
                world.people().findCustomer(given.path("customer").asText()).orElseThrow());
        instant(given, "windowUntil", shift).ifPresent(chat::windowUntil);
        if (given.path("callsPermittedUntil").asText().equals(StateWriter.ALWAYS)) {
            chat.permitCalls(Instant.MAX);
        } else {
            instant(given, "callsPermittedUntil", shift).ifPresent(chat::permitCalls);
        }
        List<ChatMessage> underWay = new ArrayList<>();
        given.path("messages").forEach(each -> addMessage(chat, each, shift, underWay::add));
        underWay.forEach(outbound::resume);
    }

    private static void addMessage(Chat chat, JsonNode given, Duration shift, Consumer<ChatMessage> underWay) {
        ChatMessage message = new ChatMessage(
                given.path("id").asText(),
                chat,
                given.path("fromBusiness").booleanValue(),
                ((ObjectNode) given.path("json")).deepCopy(),
                instant(given, "at", shift).orElseThrow());
        message.tick(Tick.valueOf(given.path("status").asText().toUpperCase(Locale.ROOT)));
        if (given.path("shown") instanceof ObjectNode shown) {
            message.shown(shown.deepCopy());
        }
        if (given.hasNonNull("code")) {
            int code = given.path("code").intValue();
            message.doom(
                    given.hasNonNull("details")
                            ? Problem.of(code, given.path("details").asText())
                            : Problem.of(code));
        }
        if (given.path("price") instanceof ObjectNode price) {
            message.price(price.deepCopy());
            boolean unused = given.path("priced").asBoolean() && message.takePrice();
        }
        chat.add(message);
        if (message.fromBusiness()
                && (message.tick() == Tick.ACCEPTED
                        || message.tick() == Tick.SENT
                        || message.tick() == Tick.DELIVERED)) {
            underWay.accept(message);
        }
    }

    private void set(JsonNode settings) {
        world.batchSize(settings.path("batchSize").asInt(world.batchSize()));
        world.platformSecret(text(settings, "platformSecret", world.platformSecret()));
        JsonNode delays = settings.path("statusDelays");
        StatusDelays usual = world.delays();
        world.delays(new StatusDelays(
                Duration.parse(text(delays, "sent", usual.sent().toString())),
                Duration.parse(text(delays, "delivered", usual.delivered().toString())),
                Duration.parse(text(delays, "read", usual.read().toString()))));
    }

    private static Optional<Instant> instant(JsonNode given, String name, Duration shift) {
        return given.hasNonNull(name)
                ? Optional.of(Instant.parse(given.path(name).asText()).plus(shift))
                : Optional.empty();
    }

    private static String text(JsonNode given, String name, String usual) {
        return given.hasNonNull(name) ? given.path(name).asText() : usual;
    }
}
