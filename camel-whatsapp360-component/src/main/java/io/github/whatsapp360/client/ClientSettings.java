/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.client.internal.http.HostAndPort;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client.
 *
 * <p>Immutable and thread-safe.
 *
 * @param baseUrl the URL in front of {@code /messages}, without a trailing slash; its host may contain underscores;
 *     default {@value #DEFAULT_BASE_URL}
 * @param apiKey the key of one number
 * @param connectTimeout timeout for opening a connection; default 10 s
 * @param requestTimeout response timeout of a request, and timeout for waiting for a free connection; default 30 s
 * @param maximumConnections maximum number of connections; default 100. Size it as rate × latency: 300 for 1,000
 *     messages/s at 0.3 s
 * @param tls null for the default TLS settings of the platform
 * @param hostnameVerifier replaces the check that a certificate is valid for the host; null, the default, for the
 *     standard check, without which anyone with a trusted certificate can impersonate the API
 * @param proxy null for a direct connection
 * @param limits rate limit, retries and sizes; default {@link ClientLimits#DEFAULT}
 */
public record ClientSettings(
        URI baseUrl,
        ApiKey apiKey,
        Duration connectTimeout,
        Duration requestTimeout,
        int maximumConnections,
        @Nullable SSLContext tls,
        @Nullable HostnameVerifier hostnameVerifier,
        @Nullable Proxy proxy,
        ClientLimits limits) {

    /** 360dialog's API for Cloud-hosted numbers. */
    public static final String DEFAULT_BASE_URL = "https://waba-v2.360dialog.io";

    /**
     * An HTTP proxy.
     *
     * @param user null for a proxy without authentication
     * @param password secret
     */
    public record Proxy(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {
        public Proxy {
            requireNonNull(host, "host");
        }

        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    public ClientSettings {
        requireNonNull(baseUrl, "baseUrl");
        requireNonNull(apiKey, "apiKey");
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(requestTimeout, "requestTimeout");
        requireNonNull(limits, "limits");
        if (HostAndPort.find(baseUrl) == null) {
            throw new IllegalArgumentException("baseUrl must be an http or https URL with a host and without a user");
        }
        if (baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must have no query or fragment");
        }
        if (maximumConnections < 1) {
            throw new IllegalArgumentException("maximumConnections must be at least 1, is " + maximumConnections);
        }
        if (baseUrl.toString().endsWith("/")) {
            String url = baseUrl.toString();
            baseUrl = URI.create(url.substring(0, url.length() - 1));
        }
    }

    /** The same with the standard check of host names. */
    public ClientSettings(
            URI baseUrl,
            ApiKey apiKey,
            Duration connectTimeout,
            Duration requestTimeout,
            int maximumConnections,
            @Nullable SSLContext tls,
            @Nullable Proxy proxy,
            ClientLimits limits) {
        this(baseUrl, apiKey, connectTimeout, requestTimeout, maximumConnections, tls, null, proxy, limits);
    }

    /** The default settings for one number at 360dialog. */
    public static ClientSettings of(String apiKey) {
        return new ClientSettings(
                URI.create(DEFAULT_BASE_URL),
                new ApiKey(apiKey),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                100,
                null,
                null,
                ClientLimits.DEFAULT);
    }

    /** The same with another base URL. */
    public ClientSettings withBaseUrl(String url) {
        return new ClientSettings(
                URI.create(url),
                apiKey,
                connectTimeout,
                requestTimeout,
                maximumConnections,
                tls,
                hostnameVerifier,
                proxy,
                limits);
    }

    /** The same with other timeouts. */
    public ClientSettings withTimeouts(Duration connect, Duration request) {
        return new ClientSettings(
                baseUrl, apiKey, connect, request, maximumConnections, tls, hostnameVerifier, proxy, limits);
    }

    /**
     * The same with other TLS settings.
     *
     * @param context null for the default TLS settings of the platform
     * @param verifier null for the standard check of host names
     */
    public ClientSettings withTls(@Nullable SSLContext context, @Nullable HostnameVerifier verifier) {
        return new ClientSettings(
                baseUrl, apiKey, connectTimeout, requestTimeout, maximumConnections, context, verifier, proxy, limits);
    }

    /** The same with another proxy; null for a direct connection. */
    public ClientSettings withProxy(@Nullable Proxy other) {
        return new ClientSettings(
                baseUrl,
                apiKey,
                connectTimeout,
                requestTimeout,
                maximumConnections,
                tls,
                hostnameVerifier,
                other,
                limits);
    }

    /** The same with another rate limit, other retries or sizes. */
    public ClientSettings withLimits(ClientLimits others) {
        return new ClientSettings(
                baseUrl,
                apiKey,
                connectTimeout,
                requestTimeout,
                maximumConnections,
                tls,
                hostnameVerifier,
                proxy,
                others);
    }
}
