/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an operator has paused the sending of an account. It ends with the process. It also holds for clients that
 * are created meanwhile because options have changed.
 *
 * <p>Thread-safe.
 */
final class SendingPause {

    private final List<Whatsapp360Client> pausedClients = new ArrayList<>();
    private boolean paused;

    /** Pauses this client, and later ones. */
    synchronized void pause(Whatsapp360Client current) {
        paused = true;
        applyTo(current);
    }

    synchronized void applyTo(Whatsapp360Client client) {
        if (paused && !pausedClients.contains(client)) {
            client.pauseSending();
            pausedClients.add(client);
        }
    }

    void resume() {
        List<Whatsapp360Client> resumed;
        synchronized (this) {
            paused = false;
            resumed = List.copyOf(pausedClients);
            pausedClients.clear();
        }
        resumed.forEach(Whatsapp360Client::resumeSending);
    }

    synchronized boolean isPaused() {
        return paused;
    }
}
