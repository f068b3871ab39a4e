/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.ApiKey;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.internal.rate.ConnectionLimiter;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/**
 * The connections and HTTP threads of all clients with the same timeouts, TLS settings and proxy. The {@link
 * ConnectionLimiter} of each client limits its number of connections. The last client closes the pool.
 *
 * <p>Thread-safe.
 */
final class SharedConnections implements AutoCloseable {

    private static final Map<ClientSettings, SharedConnections> OPEN = new HashMap<>();
    private static final URI NOWHERE = URI.create("http://localhost");
    private static final ApiKey NOBODY = new ApiKey("none");

    /** Idle connections end within milliseconds, unless their server does not answer the end of TLS. */
    private static final TimeValue SHUTDOWN_TIMEOUT = TimeValue.ofMilliseconds(500);

    private final ClientSettings way;
    private final CloseableHttpAsyncClient http;
    private int users;

    private SharedConnections(ClientSettings way) {
        this.way = way;
        this.http = HttpPool.open(way);
    }

    /** Acquires the connections for these settings, until {@link #close}. */
    static SharedConnections of(ClientSettings settings) {
        ClientSettings way = way(settings);
        synchronized (OPEN) {
            SharedConnections connections = OPEN.computeIfAbsent(way, SharedConnections::new);
            connections.users++;
            return connections;
        }
    }

    /** The settings without those that may differ between clients that share connections. */
    private static ClientSettings way(ClientSettings settings) {
        return new ClientSettings(
                NOWHERE,
                NOBODY,
                settings.connectTimeout(),
                settings.requestTimeout(),
                Integer.MAX_VALUE,
                settings.tls(),
                settings.hostnameVerifier(),
                settings.proxy(),
                ClientLimits.DEFAULT);
    }

    CloseableHttpAsyncClient http() {
        return http;
    }

    /** Releases the connections. Each client calls this once, when it has no calls in flight. */
    @Override
    public void close() {
        synchronized (OPEN) {
            users--;
            if (users > 0) {
                return;
            }
            OPEN.remove(way);
        }
        shutDown(http);
    }

    /** In order first: HttpCore 5.4 logs an error when its selector is closed under a thread that runs. */
    private static void shutDown(CloseableHttpAsyncClient http) {
        http.initiateShutdown();
        try {
            http.awaitShutdown(SHUTDOWN_TIMEOUT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            http.close(CloseMode.IMMEDIATE);
        }
    }
}
