/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.send;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP headers of a call from the headers of an exchange, as selected by a strategy. Never Camel's own headers,
 * headers of the call itself, or headers that an HTTP client sent to this application.
 *
 * <p>Thread-safe.
 *
 * @param strategy the option {@code headerFilterStrategy}; without it no headers are sent
 */
record CallHeaders(@Nullable HeaderFilterStrategy strategy) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]+");
    private static final Set<String> OF_THE_CALL = Set.of(
            "accept",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "d360-api-key",
            "expect",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-unmodified-since",
            "keep-alive",
            "proxy-authorization",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    Map<String, String> select(Message message) {
        HeaderFilterStrategy filter = strategy;
        Map<String, String> headers = new LinkedHashMap<>();
        if (filter == null) {
            return headers;
        }
        message.getHeaders().forEach((name, value) -> {
            if (isFit(name) && !filter.applyFilterToCamelHeaders(name, value, message.getExchange())) {
                String text = message.getHeader(name, String.class);
                if (text != null && VALUE.matcher(text).matches()) {
                    headers.put(name, text);
                }
            }
        });
        return headers;
    }

    private static boolean isFit(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return NAME.matcher(name).matches() && !lower.startsWith("camel") && !OF_THE_CALL.contains(lower);
    }
}
