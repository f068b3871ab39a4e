/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.hook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Registration;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** One body on its way to one destination, with what has become of it. Confined to the event loop. */
public final class Delivery {

    private static final int MAXIMUM_HISTORY = 20;

    private record Attempt(Instant at, int status, String problem) {}

    private final long id;
    private final Channel channel;
    private final Registration target;
    private final byte[] body;
    private final Instant since;
    private final Deque<Attempt> history = new ArrayDeque<>();
    private Instant startedAt;
    private int attempts;
    private int lastStatus;
    private DeliveryState state = DeliveryState.WAITING;
    private String problem = "";

    Delivery(long id, Channel channel, Registration target, byte[] body, Instant since) {
        this.id = id;
        this.channel = channel;
        this.target = target;
        this.body = body;
        this.since = since;
        this.startedAt = since;
    }

    /** Numbers the deliveries of a simulator from 1. */
    public long id() {
        return id;
    }

    /** Whose event it is. */
    public Channel channel() {
        return channel;
    }

    /** Where it goes. */
    public Registration target() {
        return target;
    }

    /** What is sent, byte for byte the same in each attempt. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How often it was tried. */
    public int attempts() {
        return attempts;
    }

    /** The status of the last answer; 0 when there was none. */
    public int lastStatus() {
        return lastStatus;
    }

    /** What has become of it. */
    public DeliveryState state() {
        return state;
    }

    /** Why the last attempt failed; empty when it did not. */
    public String problem() {
        return problem;
    }

    /** When it was first to be delivered. */
    public Instant since() {
        return since;
    }

    byte[] body() {
        return body;
    }

    void begin(Instant at) {
        attempts++;
        startedAt = at;
        state = DeliveryState.RUNNING;
    }

    void end(DeliveryState now, int status, String why) {
        state = now;
        lastStatus = status;
        problem = why;
        if (now != DeliveryState.ABANDONED) {
            history.addLast(new Attempt(startedAt, status, why));
        }
        if (history.size() > MAXIMUM_HISTORY) {
            history.removeFirst();
        }
    }

    /** For the page and the control API. */
    public ObjectNode view() {
        ObjectNode view = Json.object()
                .put("id", id)
                .put("number", channel.phone())
                .put("destination", target.name())
                .put("url", target.url())
                .put("at", since.toEpochMilli())
                .put("state", state.word())
                .put("attempts", attempts)
                .put("status", lastStatus)
                .put("problem", problem)
                .put("body", bodyText());
        ArrayNode shown = view.putArray("history");
        history.forEach(attempt -> shown.addObject()
                .put("at", attempt.at().toEpochMilli())
                .put("status", attempt.status())
                .put("problem", attempt.problem()));
        return view;
    }
}
