package io.github.whatsapp360.camel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Meters in Micrometer. Loaded only when its classes are there. */
final class MicrometerMeters implements Meters {

    private final MeterRegistry registry;
    private final Tags account;
    private final List<Meter> gauges = new CopyOnWriteArrayList<>();

    private MicrometerMeters(MeterRegistry registry, String account) {
        this.registry = registry;
        this.account = Tags.of("account", account);
    }

    /** In the registry that Camel's own metrics go to, or else the only one there is; null without. */
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
        gauges.add(Gauge.builder(name, value::get)
                .tags(account)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }
}
