/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards against a registry that fails, for example because of a meter filter. A failed measurement is skipped; the
 * first failure is logged as a warning.
 *
 * <p>Thread-safe.
 */
final class GuardedMeters implements Meters {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedMeters.class);

    private final String account;
    private final AtomicBoolean warned = new AtomicBoolean();
    private Meters meters = NONE;

    private GuardedMeters(String account) {
        this.account = account;
    }

    /**
     * Creates guarded meters.
     *
     * @param made creates the meters; null for none
     */
    static Meters of(String account, Supplier<@Nullable Meters> made) {
        GuardedMeters guarded = new GuardedMeters(account);
        guarded.guard(() -> {
            Meters meters = made.get();
            guarded.meters = meters == null ? NONE : meters;
        });
        return guarded.meters == NONE ? NONE : guarded;
    }

    @Override
    public void count(String name, String... tags) {
        guard(() -> meters.count(name, tags));
    }

    @Override
    public void time(String name, Duration took, String... tags) {
        guard(() -> meters.time(name, took, tags));
    }

    @Override
    public void gauge(String name, @Nullable String unit, Supplier<? extends Number> value) {
        guard(() -> meters.gauge(name, unit, value));
    }

    @Override
    public void close() {
        guard(meters::close);
    }

    /** Also catches linkage errors: a missing class of the registry must not lose a message. */
    private void guard(Runnable measurement) {
        try {
            measurement.run();
        } catch (RuntimeException | LinkageError failed) {
            if (warned.compareAndSet(false, true)) {
                LOG.warn("Account {}: metrics are incomplete, because the meter registry failed", account, failed);
            } else {
                LOG.debug("Account {}: the meter registry failed again", account, failed);
            }
        }
    }
}
