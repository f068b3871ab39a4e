/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.wire.DirectSend;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One message of a chat, in either direction. Confined to the event loop. */
public final class ChatMessage {

    private final String id;
    private final Chat chat;
    private final boolean fromBusiness;
    private final ObjectNode json;
    private final Instant at;
    private Tick tick;
    private @Nullable ObjectNode shown;
    private @Nullable Problem doom;
    private @Nullable ObjectNode price;
    private boolean priced;

    ChatMessage(String id, Chat chat, boolean fromBusiness, ObjectNode json, Instant at) {
        this.id = id;
        this.chat = chat;
        this.fromBusiness = fromBusiness;
        this.json = json;
        this.at = at;
        this.tick = fromBusiness ? Tick.ACCEPTED : Tick.DELIVERED;
    }

    /** The message id, {@code wamid...}. */
    public String id() {
        return id;
    }

    /** Where it belongs. */
    public Chat chat() {
        return chat;
    }

    /** Whether the business wrote it. */
    public boolean fromBusiness() {
        return fromBusiness;
    }

    /** The request of the business, or the element of the event for a customer's message. */
    public ObjectNode json() {
        return json;
    }

    /** When it was accepted or written. */
    public Instant at() {
        return at;
    }

    /** The wire name of its type. */
    public String type() {
        return json.path("type").asText("text");
    }

    /** How far it has come. */
    public Tick tick() {
        return tick;
    }

    /** Why it will not arrive, or null. */
    public @Nullable Problem doom() {
        return doom;
    }

    /** A template with its parameters filled in, or null for everything else. */
    public @Nullable ObjectNode shown() {
        return shown;
    }

    /** The category with which the message needs no open window, in lower case; empty for every other message. */
    String category() {
        return DirectSend.is(json) ? DirectSend.category(json) : "";
    }

    /** How long it may wait for the customer's phone; null for as long as it takes. */
    @Nullable
    Duration timeToLive() {
        return json.hasNonNull("ttl_seconds")
                ? Duration.ofSeconds(json.path("ttl_seconds").asLong())
                : null;
    }

    /** What a person would read. */
    public String text() {
        return ReadableText.of(json, shown);
    }

    void tick(Tick now) {
        tick = now;
    }

    void doom(Problem problem) {
        doom = problem;
    }

    void shown(ObjectNode filledIn) {
        shown = filledIn;
    }

    /** What its statuses say of its price; null before the first one. */
    @Nullable
    ObjectNode price() {
        return price;
    }

    void price(ObjectNode told) {
        price = told;
    }

    boolean isPriced() {
        return priced;
    }

    boolean takePrice() {
        boolean first = !priced;
        priced = true;
        return first;
    }

    /** For the page. */
    public ObjectNode view() {
        ObjectNode view = Json.object()
                .put("id", id)
                .put("number", chat.channel().phone())
                .put("customer", chat.person().id())
                .put("fromBusiness", fromBusiness)
                .put("at", at.toEpochMilli())
                .put("type", type())
                .put("text", text())
                .put("status", tick.word());
        view.set("json", json);
        if (shown != null) {
            view.set("shown", shown);
        }
        if (doom != null && tick == Tick.FAILED) {
            view.set("problem", doom.asStatusError());
        }
        return view;
    }
}
