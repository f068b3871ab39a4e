/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.api.ApiRequest;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Problem;
import io.github.whatsapp360.simulator.hook.Recording;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.world.ChatMessage;
import io.github.whatsapp360.simulator.world.Registration;
import io.github.whatsapp360.simulator.world.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What goes between the business and the simulator, and what goes wrong on the way: requests, deliveries, faults.
 * Thread-safe.
 */
abstract sealed class SimulatedTraffic permits Whatsapp360Simulator {

    final Engine engine;

    SimulatedTraffic(Engine engine) {
        this.engine = engine;
    }

    abstract Whatsapp360Simulator self();

    /** The last 10,000 requests to the API, oldest first. */
    public List<ApiRequest> requests() {
        return engine.call(() -> List.copyOf(engine.requests().requests()));
    }

    /**
     * Orders a fault: {@code simulator.fault(Fault.refuse(131056).times(2).to("491701234567"))}. Faults hit in the
     * order in which they were ordered.
     */
    public Whatsapp360Simulator fault(Fault fault) {
        engine.run(() -> engine.faults().add(fault));
        return self();
    }

    /** Takes back all faults that have not hit. */
    public Whatsapp360Simulator clearFaults() {
        engine.run(() -> engine.faults().clear());
        return self();
    }

    /**
     * Makes sure that each fault that was ordered has hit as often as it was to; one that is ordered for all requests,
     * at least once.
     *
     * @throws AssertionError when one has not; says which, and what was requested
     */
    public void assertNoUnusedFaults() {
        String unused = engine.call(() -> engine.faults().unused().isEmpty() ? "" : engine.report());
        if (!unused.isEmpty()) {
            throw new AssertionError("Expected that all faults have hit, Actual some that have not" + unused);
        }
    }

    /** The last 10,000 webhook deliveries, oldest first. */
    public List<WebhookDelivery> deliveries() {
        return engine.call(
                () -> engine.courier().log().stream().map(WebhookDelivery::of).toList());
    }

    /**
     * Waits until the deliveries are as wanted.
     *
     * @param wanted is shown the last 10,000 deliveries after each change
     * @param limit by the computer's clock
     * @throws AssertionError when they are not so after that time
     */
    public List<WebhookDelivery> awaitDeliveries(Predicate<List<WebhookDelivery>> wanted, Duration limit) {
        return engine.awaited(this::deliveries, wanted, limit);
    }

    /** Waits until the requests are as wanted, see {@link #awaitDeliveries}. */
    public List<ApiRequest> awaitRequests(Predicate<List<ApiRequest>> wanted, Duration limit) {
        return engine.awaited(this::requests, wanted, limit);
    }

    /** The last 10,000 deliveries to the webhooks of numbers and account as JSON, for {@link #replay}. */
    public String recording() {
        return engine.call(() -> Json.pretty(engine.courier().recording()));
    }

    /**
     * Delivers what was recorded, in this simulator or another one, to a URL: one after the other, and each again until
     * it is answered 200. They are among the {@link #deliveries} then.
     *
     * @param recording see {@link #recording}
     * @param url absolute, http or https
     * @param headers sent with each delivery
     * @throws IllegalArgumentException when one of them is wrong
     */
    public void replay(String recording, String url, Map<String, String> headers) {
        Recording read = Recording.read(Json.object(recording));
        Registration target = new Registration("replay", url, headers);
        engine.run(() -> engine.courier().replay(read, target, false));
    }

    /** Makes a delivery once more, to where it went; false when it is not among the last 10,000. */
    public boolean redeliver(long id) {
        return engine.call(() -> engine.courier().redeliver(id));
    }

    /**
     * Reports a message as failed out of turn, whatever was reported before; {@link IllegalArgumentException} when
     * there is no such message.
     */
    public void fails(String messageId, int code) {
        engine.run(() -> {
            ChatMessage message = engine.world().channels().stream()
                    .flatMap(channel -> engine.world().findMessage(channel, messageId).stream())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Expected the id of a message, Actual another"));
            engine.outbound().force(message, Tick.FAILED, Problem.of(code));
        });
    }
}
