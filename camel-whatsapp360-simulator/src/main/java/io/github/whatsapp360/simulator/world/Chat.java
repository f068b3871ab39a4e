/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one number and one customer (or one group) have written to each other; keeps the last 10,000 messages. Confined
 * to the event loop.
 */
public final class Chat {

    /** How long a business may write freely after the customer did. */
    public static final Duration WINDOW = Duration.ofHours(24);

    private static final int MAXIMUM_MESSAGES = 10_000;

    private final Channel channel;
    private final Person person;
    private final Deque<ChatMessage> messages = new ArrayDeque<>();
    private final Pace pairPace = new Pace(45, Duration.ofSeconds(6));
    private final List<ChatMessage> undelivered = new ArrayList<>();
    private Instant windowUntil = Instant.EPOCH;
    private Instant typingUntil = Instant.EPOCH;
    private Instant callsPermittedUntil = Instant.EPOCH;

    Chat(Channel channel, Person person) {
        this.channel = channel;
        this.person = person;
    }

    /** The business's side. */
    public Channel channel() {
        return channel;
    }

    /** The customer's side. */
    public Person person() {
        return person;
    }

    /** The messages, oldest first. */
    public Deque<ChatMessage> messages() {
        return messages;
    }

    /** When the window closes, or has closed; the epoch when it never was open. */
    public Instant windowUntil() {
        return windowUntil;
    }

    /** Whether the business may write freely at this instant. */
    public boolean windowOpen(Instant now) {
        return now.isBefore(windowUntil);
    }

    /** The limit for one sender and one recipient: 45 at once, one more every six seconds. */
    public Pace pairPace() {
        return pairPace;
    }

    /** Until when the customer permits calls; {@link Instant#MAX} for always. */
    public Instant callsPermittedUntil() {
        return callsPermittedUntil;
    }

    /** Whether the business may call at this instant. */
    public boolean callsPermitted(Instant now) {
        return now.isBefore(callsPermittedUntil);
    }

    void permitCalls(Instant until) {
        callsPermittedUntil = until;
    }

    void openWindow(Instant from) {
        Instant until = from.plus(WINDOW);
        if (until.isAfter(windowUntil)) {
            windowUntil = until;
        }
    }

    void windowUntil(Instant until) {
        windowUntil = until;
    }

    void closeWindow() {
        windowUntil = Instant.EPOCH;
    }

    /** Shows that the business types, until then; whether that is news. */
    boolean typing(Instant until) {
        boolean news = !until.equals(typingUntil);
        typingUntil = until;
        return news;
    }

    List<ChatMessage> undelivered() {
        return undelivered;
    }

    void add(ChatMessage message) {
        messages.addLast(message);
        channel.messages().put(message.id(), message);
        if (messages.size() > MAXIMUM_MESSAGES) {
            channel.messages().remove(messages.removeFirst().id());
        }
    }

    String lane() {
        return channel.phone() + "/" + person.userId();
    }

    /** For the page. */
    public ObjectNode view() {
        return Json.object()
                .put("number", channel.phone())
                .put("customer", person.id())
                .put("windowUntil", windowUntil.toEpochMilli())
                .put("typingUntil", typingUntil.toEpochMilli());
    }
}
