/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The registered webhook of a number: its URL and headers.
 *
 * <p>Immutable and thread-safe.
 *
 * @param url null if none is registered
 * @param headers sent with each delivery; may contain secrets
 */
public record WebhookSettings(@Nullable String url, Map<String, String> headers) {

    public WebhookSettings {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** Shows the URL and the names of the headers; their values may be secrets. */
    @Override
    public String toString() {
        return "WebhookSettings[" + url + ", headers " + headers.keySet() + "]";
    }
}
