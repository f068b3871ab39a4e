/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.ClientSettings;
import java.time.Duration;
import javax.net.ssl.HostnameVerifier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Creates a connection pool. It does not retry, follow redirects, or keep cookies. */
final class HttpPool {

    /** Maximum lifetime of a connection, so that DNS changes take effect under steady traffic. */
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private HttpPool() {}

    static CloseableHttpAsyncClient open(ClientSettings settings) {
        return open(settings, TIME_TO_LIVE);
    }

    /** The same with another connection lifetime. */
    static CloseableHttpAsyncClient open(ClientSettings settings, Duration timeToLive) {
        Timeout silence = Timeout.of(settings.requestTimeout());
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(connections(settings, timeToLive))
                .setThreadFactory(new DefaultThreadFactory("Whatsapp360Http", true))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(silence)
                        .setResponseTimeout(silence)
                        .build())
                .setUserAgent("whatsapp360")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(30));
        ClientSettings.Proxy proxy = settings.proxy();
        if (proxy != null) {
            ProxySetup.apply(builder, proxy);
        }
        CloseableHttpAsyncClient http = builder.build();
        http.start();
        return http;
    }

    /**
     * Both the JDK and HttpClient check the host name. Policy and verifier are both set, because some releases of
     * HttpClient do not check the host name with the default policy, and others not with a policy alone.
     */
    private static TlsStrategy tls(ClientSettings settings) {
        HostnameVerifier own = settings.hostnameVerifier();
        ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create()
                // The check of the JDK is off, because it would reject certificates that the application's verifier
                // accepts.
                .setHostVerificationPolicy(
                        own == null ? HostnameVerificationPolicy.BOTH : HostnameVerificationPolicy.CLIENT)
                .setHostnameVerifier(own == null ? new DefaultHostnameVerifier() : own);
        if (settings.tls() != null) {
            tls.setSslContext(settings.tls());
        }
        return tls.buildAsync();
    }

    private static PoolingAsyncClientConnectionManager connections(ClientSettings settings, Duration timeToLive) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls(settings))
                .setMaxConnTotal(settings.maximumConnections())
                .setMaxConnPerRoute(settings.maximumConnections())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setTimeToLive(TimeValue.of(timeToLive))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .build();
    }
}
