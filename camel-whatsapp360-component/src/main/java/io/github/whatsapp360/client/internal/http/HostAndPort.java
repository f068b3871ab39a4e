/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of an HTTP URL. {@link URI} does not support underscores in a host, which container names often have.
 *
 * @param host in lower case, never blank
 * @param port the default of the scheme if the URL has none
 */
public record HostAndPort(String host, int port) {

    private static final Pattern NAME = Pattern.compile("[\\w.-]*\\w[\\w.-]*");

    /** Parses a URL; null unless it is http or https, with a host and without a user. */
    public static @Nullable HostAndPort find(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String raw = uri.getRawAuthority();
        if (raw == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return null;
        }
        try {
            URIAuthority authority = uri.getHost() == null
                    ? URIAuthority.create(raw)
                    : new URIAuthority(uri.getRawUserInfo(), uri.getHost(), uri.getPort());
            String host = authority.getHostName();
            if (authority.getUserInfo() != null
                    || !(uri.getHost() != null || NAME.matcher(host).matches())) {
                return null;
            }
            int port = authority.getPort() >= 0 ? authority.getPort() : scheme.equals("https") ? 443 : 80;
            return new HostAndPort(host.toLowerCase(Locale.ROOT), port);
        } catch (URISyntaxException noAuthority) {
            return null;
        }
    }
}
