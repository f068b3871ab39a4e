/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.world.Channel;
import io.github.whatsapp360.simulator.world.Registration;
import java.util.Map;

/** One number of the business, with a key and a webhook of its own. Thread-safe. */
public final class BusinessNumber {

    private final Engine engine;
    private final Channel channel;

    BusinessNumber(Engine engine, Channel channel) {
        this.engine = engine;
        this.channel = channel;
    }

    /** The key, to be sent in {@code D360-API-KEY}. */
    public String apiKey() {
        return engine.call(channel::apiKey);
    }

    /** The number, digits only. */
    public String phone() {
        return channel.phone();
    }

    /** The name that customers see. */
    public String name() {
        return channel.name();
    }

    /** Meta's id of the number, {@code phone_number_id} in events. */
    public String phoneNumberId() {
        return channel.phoneNumberId();
    }

    /** The URL of the registered webhook; empty when there is none. */
    public String webhookUrl() {
        return engine.call(() -> {
            Registration webhook = channel.webhook();
            return webhook == null ? "" : webhook.url();
        });
    }

    /**
     * Registers a webhook, as {@code POST /v1/configs/webhook} does.
     *
     * @param url absolute, http or https
     * @param headers sent with each delivery
     * @throws IllegalArgumentException when they are not a URL and headers that HTTP allows
     */
    public BusinessNumber webhook(String url, Map<String, String> headers) {
        Registration registration = new Registration("main", url, headers);
        engine.run(() -> {
            channel.webhook(registration);
            engine.world().changed("number", channel::view);
        });
        return this;
    }

    /**
     * Gives the number another key; the old one is void from now on, and the webhook is cleared, as at 360dialog.
     *
     * @throws IllegalArgumentException when another number has it
     */
    public BusinessNumber rotateKey(String newKey) {
        engine.run(() -> engine.world().rotateKey(channel, newKey));
        return this;
    }

    Channel channel() {
        return channel;
    }

    @Override
    public String toString() {
        return "BusinessNumber[" + channel.phoneNumberId() + "]";
    }
}
