/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one account. Requires a Micrometer {@code MeterRegistry} in Camel's registry, as added by
 * camel-micrometer and Spring Boot. Every meter has the tag {@code account}.
 *
 * <p>Never fails, whatever the registry does. Thread-safe.
 */
public interface Meters {

    /** Measures nothing. */
    Meters NONE = new Meters() {
        @Override
        public void count(String name, String... tags) {}

        @Override
        public void time(String name, Duration took, String... tags) {}

        @Override
        public void gauge(String name, @Nullable String unit, Supplier<? extends Number> value) {}

        @Override
        public void close() {}
    };

    /**
     * Increments a counter.
     *
     * @param tags alternating names and values, of low cardinality
     */
    void count(String name, String... tags);

    /**
     * Records a duration.
     *
     * @param tags alternating names and values, of low cardinality
     */
    void time(String name, Duration took, String... tags);

    /**
     * Registers a gauge until {@link #close}.
     *
     * @param unit of the value; null if it has none
     */
    void gauge(String name, @Nullable String unit, Supplier<? extends Number> value);

    /** Removes the gauges. Counters and timers stay. */
    void close();

    /** Creates the meters of an account. */
    static Meters of(CamelContext context, String account) {
        boolean possible = OptionalLibrary.has("io.micrometer.core.instrument.MeterRegistry");
        Meters registry = possible ? GuardedMeters.of(account, () -> MicrometerMeters.of(context, account)) : NONE;
        MeterListener listener = context.getCamelContextExtension().getContextPlugin(MeterListener.class);
        return listener == null ? registry : new ListenedMeters(registry, account, listener);
    }
}
