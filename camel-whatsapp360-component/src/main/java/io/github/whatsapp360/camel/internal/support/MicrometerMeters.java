/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.support;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Meters in Micrometer. Loaded only if its classes are available. */
final class MicrometerMeters implements Meters {

    /**
     * Gauges that several Camel contexts share. A registry has only one gauge per name and account; without this, the
     * second context could not add its values, and the first one to stop would remove the gauge.
     */
    private static final Map<MeterRegistry, Map<String, SharedGauge>> SHARED = new WeakHashMap<>();

    private final MeterRegistry registry;
    private final Tags account;
    private final Map<SharedGauge, Supplier<? extends Number>> gauges = new ConcurrentHashMap<>();

    private MicrometerMeters(MeterRegistry registry, String account) {
        this.registry = registry;
        this.account = Tags.of("account", account);
    }

    /**
     * Creates meters in the registry of Camel's own metrics, or otherwise in the only registry; null if there is none.
     */
    static @Nullable Meters of(CamelContext context, String account) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType("metricsRegistry", MeterRegistry.class);
        if (registry == null) {
            Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
            registry = all.size() == 1 ? all.iterator().next() : null;
        }
        return registry == null ? null : new MicrometerMeters(registry, account);
    }

    @Override
    public void count(String name, String... tags) {
        registry.counter(name, account.and(tags)).increment();
    }

    @Override
    public void time(String name, Duration took, String... tags) {
        registry.timer(name, account.and(tags)).record(took);
    }

    @Override
    public void gauge(String name, @Nullable String unit, Supplier<? extends Number> value) {
        synchronized (SHARED) {
            SharedGauge gauge = SHARED.computeIfAbsent(registry, first -> new HashMap<>())
                    .computeIfAbsent(name + account, first -> new SharedGauge(name, account, unit));
            // Added first, so that it is removed even if the registry refuses it.
            gauges.put(gauge, value);
            gauge.add(registry, value);
        }
    }

    @Override
    public void close() {
        synchronized (SHARED) {
            while (!gauges.isEmpty()) {
                SharedGauge gauge = gauges.keySet().iterator().next();
                gauge.remove(registry, requireNonNull(gauges.remove(gauge)));
            }
        }
    }

    /** One gauge of an account that may exist in several Camel contexts. Guarded by the lock, except for its value. */
    private static final class SharedGauge {

        private final String name;
        private final Tags tags;
        private final @Nullable String unit;
        private final List<Supplier<? extends Number>> values = new CopyOnWriteArrayList<>();
        private @Nullable Meter meter;

        SharedGauge(String name, Tags tags, @Nullable String unit) {
            this.name = name;
            this.tags = tags;
            this.unit = unit;
        }

        void add(MeterRegistry registry, Supplier<? extends Number> value) {
            values.add(value);
            if (meter == null) {
                meter = Gauge.builder(name, this::value)
                        .tags(tags)
                        .baseUnit(unit)
                        .strongReference(true)
                        .register(registry);
            }
        }

        void remove(MeterRegistry registry, Supplier<? extends Number> value) {
            boolean unused = values.remove(value);
            Meter registered = meter;
            if (values.isEmpty() && registered != null) {
                meter = null;
                registry.remove(registered);
            }
        }

        /** Counts are added; of ages the maximum is used. */
        private Number value() {
            DoubleStream all = values.stream().mapToDouble(each -> each.get().doubleValue());
            return unit == null ? all.sum() : all.max().orElse(0);
        }
    }
}
