/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference-counted client of an account. A replaced client is closed when its last operation has completed.
 *
 * <p>Thread-safe.
 */
public final class LeasedClient {

    private final Whatsapp360Client client;
    private final List<@Nullable Object> options;
    private int users;
    private boolean retired;

    /**
     * Creates an unused lease.
     *
     * @param options the options of the client
     */
    public LeasedClient(Whatsapp360Client client, List<@Nullable Object> options) {
        this.client = client;
        this.options = options;
    }

    public Whatsapp360Client client() {
        return client;
    }

    /** Whether the client was created with these options. */
    public boolean isMadeBy(List<@Nullable Object> others) {
        return options.equals(others);
    }

    /**
     * Acquires the client for one operation, which must call {@link #release} at its end.
     *
     * @return false if the client has been replaced
     */
    public synchronized boolean acquire() {
        users += retired ? 0 : 1;
        return !retired;
    }

    /** Acquires the client even if it is closed; its calls then fail. */
    public synchronized boolean acquireClosed() {
        users++;
        return true;
    }

    public void release() {
        boolean last;
        synchronized (this) {
            users--;
            last = users == 0 && retired;
        }
        if (last) {
            client.close();
        }
    }

    public synchronized boolean isUsed() {
        return users > 0;
    }

    /** Closes the client as soon as it is unused. */
    public void retire() {
        boolean unused;
        synchronized (this) {
            unused = users == 0 && !retired;
            retired = true;
        }
        if (unused) {
            client.close();
        }
    }

    /** Closes the client now; calls in flight fail, each with its outcome. */
    public void close() {
        synchronized (this) {
            retired = true;
        }
        client.close();
    }
}
