/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells the requests of a web page that somebody else made from all others, because a browser on this computer sends
 * those to the simulator too. A host name that another person could point to this computer (DNS rebinding) is refused
 * for every path; for the page and the control API also a request that a browser says comes from another page.
 * Thread-safe.
 */
final class OriginCheck {

    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|\\[?[0-9a-f:.]*:[0-9a-f:.]*]?");
    private static final Set<String> OF_THE_SAME_PAGE = Set.of("", "same-origin", "none");

    private final Set<String> allowedHosts;

    /** @param allowedHosts names that are taken too, in lower case */
    OriginCheck(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    /**
     * Why a request is refused, or null.
     *
     * @param ours whether it is for the page or the control API
     */
    @Nullable
    String refusal(HttpServerRequest request, boolean ours) {
        HostAndPort authority = request.authority();
        if (authority != null && !isSafe(authority.host())) {
            return "The host " + authority.host() + " is not allowed; start the simulator with --allowed-hosts "
                    + authority.host();
        }
        if (!ours) {
            return null;
        }
        String origin = request.getHeader("Origin");
        String site = request.headers().contains("Sec-Fetch-Site") ? request.getHeader("Sec-Fetch-Site") : "";
        boolean navigation = "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && request.method().name().equals("GET");
        boolean same = origin == null
                ? navigation || OF_THE_SAME_PAGE.contains(site)
                : isAllowed(origin, String.valueOf(request.getHeader("Host")));
        return same ? null : "A page of another origin may not use the control API";
    }

    /** Addresses, names without a dot and names of private domains cannot be pointed here by somebody else. */
    private boolean isSafe(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(name).matches()
                || name.indexOf('.') < 0
                || name.endsWith(".localhost")
                || name.endsWith(".internal")
                || allowedHosts.contains(name);
    }

    private boolean isAllowed(String origin, String ownHost) {
        try {
            URI uri = URI.create(origin);
            return uri.getHost() != null
                    && (ownHost.equalsIgnoreCase(uri.getRawAuthority())
                            || allowedHosts.contains(uri.getHost().toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }
}
