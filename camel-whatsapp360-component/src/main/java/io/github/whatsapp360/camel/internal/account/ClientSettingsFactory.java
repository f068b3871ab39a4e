/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.ByteSize;
import io.github.whatsapp360.camel.internal.support.MessageRate;
import io.github.whatsapp360.client.ApiKey;
import io.github.whatsapp360.client.ClientLimits;
import io.github.whatsapp360.client.ClientSettings;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Creates the settings of a client from the options of an account.
 *
 * @param account the name of the account, for error messages
 * @param options the effective options
 * @param shared the resources of the component
 */
record ClientSettingsFactory(String account, Whatsapp360Configuration options, SharedResources shared) {

    /**
     * Creates the settings.
     *
     * @throws IllegalArgumentException if the key is missing, or an option cannot be used
     */
    ClientSettings create() {
        String key = options.getApiKey();
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("Account '" + account
                    + "' has no apiKey: set camel.component.whatsapp360.api-key, "
                    + "or camel.component.whatsapp360.accounts." + account
                    + ".api-key, or the endpoint's option apiKey");
        }
        return new ClientSettings(
                URI.create(options.getBaseUrl()),
                new ApiKey(key),
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getRequestTimeout()),
                options.getMaximumConnections(),
                tls(options.getSslContextParameters()),
                options.getX509HostnameVerifier(),
                proxy(),
                limits());
    }

    private ClientLimits limits() {
        MessageRate rate = MessageRate.parse(account, options.getMessagesPerSecond());
        return new ClientLimits(
                rate.messagesPerSecond(),
                options.getMaximumRetries(),
                ByteSize.parse(account, "maximumMediaSize", options.getMaximumMediaSize()),
                rate.adaptive());
    }

    private @Nullable SSLContext tls(@Nullable SSLContextParameters parameters) {
        if (parameters == null) {
            return null;
        }
        try {
            return shared.tls(parameters);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, "sslContextParameters cannot be used"), unusable);
        }
    }

    private ClientSettings.@Nullable Proxy proxy() {
        String host = options.getProxyHost();
        if (host == null) {
            return null;
        }
        Integer port = options.getProxyPort();
        if (port == null) {
            throw new IllegalArgumentException(AccountMessage.of(account, "proxyHost needs proxyPort"));
        }
        return new ClientSettings.Proxy(host, port, options.getProxyAuthUsername(), options.getProxyAuthPassword());
    }
}
