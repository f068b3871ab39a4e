package io.github.whatsapp360.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where 360dialog delivers what arrives for a number, and with which headers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param url null when none is set
 * @param headers sent along with each delivery; may hold secrets
 */
public record WebhookSettings(@Nullable String url, Map<String, String> headers) {

    public WebhookSettings {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** The URL, and the names of the headers: their values are secrets. */
    @Override
    public String toString() {
        return "WebhookSettings[" + url + ", headers " + headers.keySet() + "]";
    }
}
