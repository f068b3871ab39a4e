/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Meters that also tell a listener. */
record ListenedMeters(Meters registry, String account, MeterListener listener) implements Meters {

    @Override
    public void count(String name, String... tags) {
        registry.count(name, tags);
        listener.counted(account, name, tags);
    }

    @Override
    public void time(String name, Duration took, String... tags) {
        registry.time(name, took, tags);
        listener.counted(account, name, tags);
    }

    @Override
    public void gauge(String name, @Nullable String unit, Supplier<? extends Number> value) {
        registry.gauge(name, unit, value);
    }

    @Override
    public void close() {
        registry.close();
    }
}
