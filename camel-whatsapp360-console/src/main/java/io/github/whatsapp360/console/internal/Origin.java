/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from the console's own page, or from no page at all. Browsers send credentials also with
 * requests that another page has made; they name that page in {@code Origin} and {@code Sec-Fetch-Site}.
 */
final class Origin {

    private Origin() {}

    static boolean isOwn(WebhookRequest request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.header("Origin");
        // A page cannot set these two without permission of this server, which gives none.
        return origin == null
                || isHost(origin, request.header("Host"))
                || isHost(origin, request.header("X-Forwarded-Host"));
    }

    /**
     * Whether a request names one of these hosts, with any port. A page whose name somebody has pointed at this server
     * names its own.
     *
     * @param hosts in lower case; empty for any host
     */
    static boolean isAllowedHost(WebhookRequest request, Collection<String> hosts) {
        String host = request.header("Host");
        return hosts.isEmpty()
                || (host != null
                        && hosts.contains(host.strip().toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "")));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            String authority = uri.getAuthority();
            return authority != null
                    && withoutDefaultPort(authority, uri.getScheme())
                            .equals(withoutDefaultPort(host.strip(), uri.getScheme()));
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }

    private static String withoutDefaultPort(String authority, @Nullable String scheme) {
        String port = "https".equalsIgnoreCase(scheme) ? ":443" : ":80";
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
