/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where deliveries go. Thread-safe.
 *
 * @param name of an extra destination; {@code main} for the number's own, {@code waba} for the account's
 * @param url absolute, http or https
 * @param headers sent with each delivery, in the order given
 */
public record Registration(String name, String url, Map<String, String> headers) {

    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[^\\p{Cc}]*");

    /**
     * Keeps a copy of the headers.
     *
     * @throws IllegalArgumentException when the URL is not http or https with a host, or a header is none that HTTP
     *     allows
     */
    public Registration {
        if (!isOfTheWeb(url)) {
            throw new IllegalArgumentException("Expected an http or https URL with a host, Actual another");
        }
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        headers.forEach((header, value) -> {
            if (!HEADER_NAME.matcher(header).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("Expected headers that HTTP allows, Actual another");
            }
        });
    }

    /** Whether deliveries go here first, and not only a copy of them. */
    public boolean isFirst() {
        return name.equals("main") || name.equals("waba");
    }

    private static boolean isOfTheWeb(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null;
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }
}
