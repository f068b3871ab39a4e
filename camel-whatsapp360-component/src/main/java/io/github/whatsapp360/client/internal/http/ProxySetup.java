/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.client.ClientSettings;
import java.io.IOException;
import java.util.Base64;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Routes connections through an HTTP proxy, and notifies each request when its tunnel to the API is open: an earlier
 * response is the proxy's response to CONNECT.
 *
 * <p>For a plain {@code http} URL there is no CONNECT that could be repeated with credentials, and the request cannot
 * be repeated: the credentials are sent with the request itself (Basic).
 */
final class ProxySetup {

    private static final String REQUEST = ProxySetup.class.getName();

    private ProxySetup() {}

    static void apply(HttpAsyncClientBuilder builder, ClientSettings.Proxy proxy) {
        HttpHost host = new HttpHost(proxy.host(), proxy.port());
        builder.setProxy(host);
        builder.addExecInterceptorAfter(ChainElement.CONNECT.name(), "whatsapp360-route", ProxySetup::tellRequest);
        if (proxy.user() != null && proxy.password() != null) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host),
                    new UsernamePasswordCredentials(
                            proxy.user(), proxy.password().toCharArray()));
            builder.setDefaultCredentialsProvider(credentials);
            builder.addExecInterceptorBefore(
                    ChainElement.PROTOCOL.name(),
                    "whatsapp360-proxy-password",
                    withPassword(proxy.user() + ":" + proxy.password()));
        }
    }

    /** The context of a request, through which it is notified. */
    static HttpClientContext context(WatchedRequest request) {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(REQUEST, request);
        return context;
    }

    private static void tellRequest(
            HttpRequest request,
            AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext.getAttribute(REQUEST) instanceof WatchedRequest watched) {
            watched.routeEstablished();
        }
        chain.proceed(request, entity, scope, callback);
    }

    private static AsyncExecChainHandler withPassword(String userAndPassword) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
        return (request, entity, scope, chain, callback) -> {
            if (!scope.route.isTunnelled()) {
                request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, basic);
                scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                        .setAuthenticationEnabled(false)
                        .build());
            }
            chain.proceed(request, entity, scope, callback);
        };
    }
}
