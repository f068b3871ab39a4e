/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message that the API has accepted: sent, delivered, read, or failed, each reported on its own.
 * Confined to the event loop.
 */
public final class Outbound {

    private static final Duration TYPING = Duration.ofSeconds(25);

    private final World world;
    private final Outbox outbox;

    /** Messages of this world, whose statuses are reported to that outbox. */
    public Outbound(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /**
     * Accepts a message and sets its statuses to follow.
     *
     * @param request as the API took it
     * @param shown a template filled in, or null
     * @param doom why it will fail, or null
     */
    public ChatMessage accept(Chat chat, ObjectNode request, @Nullable ObjectNode shown, @Nullable Problem doom) {
        Instant now = world.now();
        ChatMessage message = new ChatMessage(world.ids().outbound(chat.person().waId()), chat, true, request, now);
        if (shown != null) {
            message.shown(shown);
        }
        if (doom != null) {
            message.doom(doom);
        }
        chat.add(message);
        if (chat.typing(Instant.EPOCH)) {
            world.changed("chat", chat::view);
        }
        world.changed("message", message::view);
        resume(message);
        return message;
    }

    /** Moves on a message that was accepted, sent or delivered when the state was saved. */
    void resume(ChatMessage message) {
        Instant now = world.now();
        StatusDelays delays = world.delays();
        if (message.doom() != null) {
            world.timeline().at(now.plus(delays.sent()), due -> move(message, Tick.FAILED, due));
            return;
        }
        if (message.tick() == Tick.ACCEPTED) {
            world.timeline().at(now.plus(delays.sent()), due -> move(message, Tick.SENT, due));
        }
        if (message.tick() == Tick.DELIVERED) {
            isRead(message, now);
        } else if (!message.type().equals("reaction")) {
            world.timeline().at(now.plus(delays.delivered()), due -> arrive(message, due));
        }
    }

    /** Reports a status out of turn, for example a failure after the message was sent. */
    public void force(ChatMessage message, Tick tick, @Nullable Problem problem) {
        if (problem != null) {
            message.doom(problem);
        }
        move(message, tick, world.now());
    }

    /** Switches a customer's phone on or off; what waited is delivered when it comes on. */
    public void online(Person person, boolean online) {
        person.online(online);
        world.changed("customer", person::view);
        if (!online) {
            return;
        }
        for (Channel channel : world.channels()) {
            Chat chat = world.chat(channel, person);
            List<ChatMessage> waiting = List.copyOf(chat.undelivered());
            chat.undelivered().clear();
            waiting.forEach(message -> arrive(message, world.now()));
        }
    }

    /** The business has seen a customer's message, and all before it; it may show that it types. */
    public void seen(ChatMessage inbound, boolean typing) {
        for (ChatMessage message : inbound.chat().messages()) {
            if (!message.fromBusiness() && message.tick() != Tick.READ) {
                message.tick(Tick.READ);
                world.changed("message", message::view);
            }
            if (message == inbound) {
                break;
            }
        }
        if (typing) {
            if (inbound.chat().typing(world.now().plus(TYPING))) {
                world.changed("chat", inbound.chat()::view);
            }
        }
    }

    private void arrive(ChatMessage message, Instant due) {
        if (message.tick() == Tick.FAILED || isTooLate(message, due)) {
            return;
        }
        if (!message.chat().person().online()) {
            message.chat().undelivered().add(message);
            return;
        }
        move(message, Tick.DELIVERED, due);
        isRead(message, due);
    }

    private void isRead(ChatMessage message, Instant due) {
        if (world.on(Switch.READ_RECEIPTS)) {
            StatusDelays delays = world.delays();
            Instant read = due.plus(delays.read()).minus(delays.delivered());
            world.timeline().at(read.isBefore(due) ? due : read, then -> move(message, Tick.READ, then));
            if (isVoice(message)) {
                world.timeline().at(read.plus(delays.read()), then -> move(message, Tick.PLAYED, then));
            }
        }
    }

    private void move(ChatMessage message, Tick tick, Instant at) {
        if (message.tick() == Tick.FAILED) {
            return;
        }
        message.tick(tick);
        Chat chat = message.chat();
        if (tick == Tick.DELIVERED && message.type().equals("template") && world.on(Switch.TEMPLATE_OPENS_WINDOW)) {
            chat.openWindow(at);
            world.changed("chat", chat::view);
        }
        Problem doom = message.doom();
        if (tick == Tick.FAILED && doom != null && doom.code() == 131047) {
            chat.closeWindow();
        }
        world.changed("message", message::view);
        for (ObjectNode status : Statuses.elements(message, at, world)) {
            ObjectNode contact = tick == Tick.FAILED ? null : Statuses.contact(message, world);
            outbox.emit(chat.channel(), WebhookEvent.status(status, contact, chat.lane()));
        }
    }

    /** Such a message is dropped, and nothing is reported. */
    private static boolean isTooLate(ChatMessage message, Instant due) {
        Duration timeToLive = message.timeToLive();
        return timeToLive != null && due.isAfter(message.at().plus(timeToLive));
    }

    private static boolean isVoice(ChatMessage message) {
        return message.json().path("audio").path("voice").asBoolean();
    }
}
