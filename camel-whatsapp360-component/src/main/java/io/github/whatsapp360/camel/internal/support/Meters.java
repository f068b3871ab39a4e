package io.github.whatsapp360.camel.internal.support;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one account. Nothing is measured unless the application has a Micrometer {@code MeterRegistry} in Camel's
 * registry, as camel-micrometer and Spring Boot put one there; every meter has the tag {@code account}.
 *
 * <p>Nothing here fails, whatever the registry does: no message's outcome depends on its measurement. Thread-safe.
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
     * One more.
     *
     * @param tags names and values in turn; few different ones
     */
    void count(String name, String... tags);

    /**
     * Something took so long.
     *
     * @param tags names and values in turn; few different ones
     */
    void time(String name, Duration took, String... tags);

    /**
     * A value that is asked for whenever somebody looks, until {@link #close}.
     *
     * @param unit of the value; null for a bare number
     */
    void gauge(String name, @Nullable String unit, Supplier<? extends Number> value);

    /** Takes the gauges back. Counts and times stay. */
    void close();

    /** The meters of an account: Micrometer's, or none. */
    static Meters of(CamelContext context, String account) {
        boolean possible = OptionalLibrary.has("io.micrometer.core.instrument.MeterRegistry");
        return possible ? GuardedMeters.of(account, () -> MicrometerMeters.of(context, account)) : NONE;
    }
}
