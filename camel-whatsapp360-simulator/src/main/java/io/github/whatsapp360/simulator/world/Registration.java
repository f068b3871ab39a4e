package io.github.whatsapp360.simulator.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where deliveries go. Thread-safe.
 *
 * @param name of an extra destination; {@code main} for the number's own, {@code waba} for the account's
 * @param url absolute, http or https
 * @param headers sent with each delivery, in the order given
 */
public record Registration(String name, String url, Map<String, String> headers) {

    /** Keeps a copy of the headers. */
    public Registration {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
