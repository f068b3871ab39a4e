/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import io.github.whatsapp360.simulator.hook.Delivery;
import io.github.whatsapp360.simulator.hook.DeliveryState;

/**
 * A webhook delivery and what has become of it. Thread-safe.
 *
 * @param id counts the deliveries of a simulator from 1
 * @param url where it goes
 * @param body what is sent
 * @param attempts how often it was tried
 * @param lastStatus the HTTP status of the last answer; 0 when there was none
 * @param state whether it waits, runs, is done or was abandoned
 */
public record WebhookDelivery(long id, String url, String body, int attempts, int lastStatus, DeliveryState state) {

    static WebhookDelivery of(Delivery delivery) {
        return new WebhookDelivery(
                delivery.id(),
                delivery.target().url(),
                delivery.bodyText(),
                delivery.attempts(),
                delivery.lastStatus(),
                delivery.state());
    }
}
