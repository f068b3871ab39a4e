/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

/** Takes events that a business is to hear of. Confined to the event loop. */
@FunctionalInterface
public interface Outbox {

    /** Has the event delivered to the webhooks of the number; dropped when there are none. */
    void emit(Channel channel, WebhookEvent event);
}
