/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.fault.Refusal;
import io.github.whatsapp360.simulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls in both directions. A customer's call rings until the business answers it or the customer gives up; a customer
 * who permits calls answers one at once. Nobody is heard: there is no sound. Confined to the event loop.
 */
public final class Calls {

    private static final class Ongoing {
        private final Chat chat;
        private final boolean fromBusiness;
        private @Nullable Instant answered;

        Ongoing(Chat chat, boolean fromBusiness) {
            this.chat = chat;
            this.fromBusiness = fromBusiness;
        }
    }

    private final World world;
    private final Outbox outbox;
    private final Map<String, Ongoing> ongoing = new HashMap<>();

    /** Calls of this world, reported to that outbox. */
    public Calls(World world, Outbox outbox) {
        this.world = world;
        this.outbox = outbox;
    }

    /**
     * A customer calls, which opens the window, and gives up after that time unless the business has answered; answers
     * the id of the call. The call of a customer whom the business has blocked does not arrive.
     */
    public String fromCustomer(Chat chat, Duration patience) {
        String id = begin(chat, false);
        if (chat.channel().blocked().contains(chat.person().waId())) {
            ongoing.remove(id);
            return id;
        }
        Instant now = world.now();
        chat.openWindow(now);
        world.changed("chat", chat::view);
        event(id, "connect", "offer");
        world.timeline().at(now.plus(patience), due -> {
            Ongoing call = ongoing.get(id);
            if (call != null && call.answered == null) {
                end(id);
            }
        });
        return id;
    }

    /**
     * The business calls a customer, who answers.
     *
     * @throws Refusal 138006 when the customer has not permitted it
     */
    public String fromBusiness(Chat chat) {
        if (!chat.callsPermitted(world.now())) {
            throw new Refusal(Problem.of(138006));
        }
        String id = begin(chat, true);
        Instant now = world.now();
        world.timeline().at(now.plus(world.delays().sent()), due -> status(id, "RINGING"));
        world.timeline().at(now.plus(world.delays().delivered()), due -> {
            Ongoing call = ongoing.get(id);
            if (call != null) {
                call.answered = due;
                status(id, "ACCEPTED");
                event(id, "connect", "answer");
            }
        });
        return id;
    }

    /**
     * The business answers, refuses or ends a call.
     *
     * @param action {@code pre_accept}, {@code accept}, {@code reject} or {@code terminate}
     * @throws Refusal 131009 when there is no such call
     */
    public void act(Channel channel, String id, String action) {
        Ongoing call = ongoing.get(id);
        if (call == null || !call.chat.channel().equals(channel)) {
            throw new Refusal(131009, "Param call_id is not the id of a call that is going on.");
        }
        switch (action) {
            case "accept" -> call.answered = world.now();
            case "reject", "terminate" -> end(id);
            default -> {
                /* The line is prepared. */
            }
        }
    }

    /** Forgets all. */
    public void clear() {
        ongoing.clear();
    }

    private String begin(Chat chat, boolean fromBusiness) {
        String id = "wacid." + world.ids().hex(32);
        ongoing.put(id, new Ongoing(chat, fromBusiness));
        return id;
    }

    private void end(String id) {
        event(id, "terminate", "");
        ongoing.remove(id);
    }

    private void status(String id, String word) {
        Ongoing call = ongoing.get(id);
        if (call == null) {
            return;
        }
        ObjectNode status = Json.object()
                .put("id", id)
                .put("type", "call")
                .put("status", word)
                .put("timestamp", Long.toString(world.now().getEpochSecond()));
        emit(call.chat, "statuses", world.people().name(status, call.chat.person(), "recipient_id", "recipient_"));
    }

    private void event(String id, String word, String sdpType) {
        Ongoing call = ongoing.get(id);
        if (call == null) {
            return;
        }
        Instant now = world.now();
        String own = call.fromBusiness ? "to" : "from";
        ObjectNode event = Json.object()
                .put("id", id)
                .put(call.fromBusiness ? "from" : "to", call.chat.channel().phone());
        world.people().name(event, call.chat.person(), own, own + "_");
        event.put("event", word)
                .put("direction", call.fromBusiness ? "BUSINESS_INITIATED" : "USER_INITIATED")
                .put("timestamp", Long.toString(now.getEpochSecond()));
        Instant answered = call.answered;
        if (!sdpType.isEmpty()) {
            event.putObject("session").put("sdp_type", sdpType).put("sdp", "v=0\r\n");
        } else if (answered == null) {
            event.put("status", "FAILED");
        } else {
            event.put("status", "COMPLETED")
                    .put("start_time", Long.toString(answered.getEpochSecond()))
                    .put("end_time", Long.toString(now.getEpochSecond()))
                    .put("duration", Duration.between(answered, now).toSeconds());
        }
        emit(call.chat, "calls", event);
    }

    private void emit(Chat chat, String member, ObjectNode element) {
        outbox.emit(
                chat.channel(),
                new WebhookEvent("calls", member, element, world.people().contact(chat.person()), chat.lane()));
    }
}
