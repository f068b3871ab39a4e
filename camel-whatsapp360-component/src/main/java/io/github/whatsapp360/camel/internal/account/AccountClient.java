/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.internal.support.LeasedClient;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.Whatsapp360Client;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The client of one account and the metrics of its sends. Both are created on first use. The client is replaced when
 * the options of the account have changed.
 *
 * <p>Thread-safe. Uses the lock of the account, because a new client is made from options and stores of the account.
 * Methods that return tasks leave it to the caller to run them without the lock: they may wait.
 */
final class AccountClient {

    private final Object lock;
    private final Supplier<LeasedClient> clientFactory;
    private final Supplier<Meters> metersFactory;
    private final BooleanSupplier ending;

    private volatile @Nullable LeasedClient client;
    private volatile @Nullable Meters meters;

    /**
     * Creates the holder; the client and the metrics follow.
     *
     * @param lock the lock of the account
     * @param clientFactory creates a client; called with the lock
     * @param metersFactory creates the metrics; called with the lock
     * @param ending whether the component stops
     */
    AccountClient(
            Object lock, Supplier<LeasedClient> clientFactory, Supplier<Meters> metersFactory, BooleanSupplier ending) {
        this.lock = lock;
        this.clientFactory = clientFactory;
        this.metersFactory = metersFactory;
        this.ending = ending;
    }

    /**
     * Leases the client for one operation. After the component has stopped, leases the last client, which is closed.
     *
     * @throws IllegalArgumentException if an option cannot be used
     * @throws IllegalStateException if the component has stopped and there was no client
     */
    LeasedClient lease() {
        LeasedClient current = client;
        return current != null && current.acquire() ? current : leaseNew();
    }

    private LeasedClient leaseNew() {
        synchronized (lock) {
            LeasedClient current = client;
            if (current != null && (current.acquire() || (ending.getAsBoolean() && current.acquireClosed()))) {
                return current;
            }
            current = clientFactory.get();
            client = current.acquire() ? current : null;
            return current;
        }
    }

    /** Null before first use. */
    @Nullable
    Whatsapp360Client current() {
        LeasedClient made = client;
        return made == null ? null : made.client();
    }

    /** A figure of the client; 0 before first use. */
    int figure(ToIntFunction<Whatsapp360Client> read) {
        Whatsapp360Client made = current();
        return made == null ? 0 : read.applyAsInt(made);
    }

    /** The metrics, created on first use. */
    Meters meters() {
        Meters made = meters;
        if (made != null) {
            return made;
        }
        synchronized (lock) {
            if (meters == null) {
                meters = metersFactory.get();
            }
            return meters;
        }
    }

    /**
     * Makes the next call create a client if the options have changed.
     *
     * @param options the current options
     * @return closes the replaced client when its last operation has completed
     */
    List<Runnable> replaceUnless(List<@Nullable Object> options) {
        synchronized (lock) {
            LeasedClient current = client;
            if (current == null || current.isMadeBy(options)) {
                return List.of();
            }
            client = null;
            return List.of(current::retire);
        }
    }

    /** Whether there is a client and no operation uses it. */
    boolean isIdle() {
        LeasedClient made = client;
        return made != null && !made.isUsed();
    }

    /**
     * Forgets the client and the metrics.
     *
     * @return closes both
     */
    List<Runnable> release() {
        synchronized (lock) {
            List<Runnable> closing = new ArrayList<>();
            LeasedClient made = client;
            if (made != null) {
                closing.add(made::retire);
            }
            closing.addAll(releaseMeters());
            client = null;
            return closing;
        }
    }

    /**
     * Closes client and metrics because the component stops. The client is kept: calls that are still to come fail with
     * an outcome.
     */
    void close() {
        List<Runnable> closing = new ArrayList<>();
        synchronized (lock) {
            LeasedClient made = client;
            if (made != null) {
                closing.add(made::close);
            }
            closing.addAll(releaseMeters());
        }
        closing.forEach(Runnable::run);
    }

    private List<Runnable> releaseMeters() {
        Meters made = meters;
        meters = null;
        return made == null ? List.of() : List.of(made::close);
    }
}
