/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response of the console.
 *
 * <p>Immutable as long as nobody writes into {@code body}. Thread-safe.
 *
 * @param headers beside the content type and those of every response
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConsoleResponse(int status, String contentType, byte[] body, Map<String, String> headers) {

    static final String JSON = "application/json";

    /** Names the content of a response. */
    static final String TAG = "ETag";

    /** The headers of every response: no other page may frame, embed or read it, and its page loads nothing else. */
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            // Camel keeps Cache-Control to itself.
            "Expires",
            "0");

    static ConsoleResponse of(int status, String contentType, byte[] body) {
        return new ConsoleResponse(status, contentType, body, Map.of());
    }

    /** A JSON object with the member {@code error}. */
    static ConsoleResponse error(int status, String error) {
        return of(status, JSON, ConsoleJson.write(Map.of("error", error)));
    }

    ConsoleResponse with(String header, String value) {
        return new ConsoleResponse(status, contentType, body, Map.of(header, value));
    }

    /** Without its body if the caller has it already, as its header {@code If-None-Match} tells. */
    ConsoleResponse unless(@Nullable String known) {
        String tag = headers.get(TAG);
        return tag != null && tag.equals(known) ? new ConsoleResponse(304, contentType, new byte[0], headers) : this;
    }

    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>(ALWAYS);
        all.putAll(headers);
        return all;
    }
}
