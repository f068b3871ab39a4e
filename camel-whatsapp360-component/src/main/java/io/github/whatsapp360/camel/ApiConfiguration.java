/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.ClientSettings;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of an account for its calls of the API: key, address, limits, TLS and proxy.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
public class ApiConfiguration {

    @UriParam(label = "security", description = "API key of the number. Required to send and to register the webhook.")
    @Metadata(secret = true)
    private @Nullable String apiKey;

    @UriParam(
            defaultValue = ClientSettings.DEFAULT_BASE_URL,
            description = "Base URL of the API. For the sandbox use https://waba-sandbox.360dialog.io/v1, for a "
                    + "simulator its own URL.")
    private String baseUrl = ClientSettings.DEFAULT_BASE_URL;

    @UriParam(
            label = "producer",
            enums = "phone,userId",
            defaultValue = "phone",
            description = "How to address a customer whose phone number and user id are both known. The other one is "
                    + "tried once if the API has certainly refused the first one.")
    private String recipientPreference = "phone";

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Response timeout of a request to the API.")
    private long requestTimeout = 30_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "Timeout for opening a connection to the API.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100",
            description = "Maximum number of connections to the API. Size it as rate times latency.")
    private int maximumConnections = 100;

    @UriParam(
            label = "producer",
            defaultValue = "80",
            description = "Rate limit of the number, in messages per second: 20 for a number of the WhatsApp "
                    + "Business app, up to 1000 if Meta allows it. 0 disables rate limiting, including "
                    + "the limit per recipient. auto starts at 80 and follows the throughput "
                    + "that webhook events report.")
    private String messagesPerSecond = "80";

    @UriParam(
            label = "producer",
            defaultValue = "3",
            description = "Maximum number of retries of a call that certainly had no effect and may succeed later. "
                    + "Retries use exponential back-off.")
    private int maximumRetries = 3;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100MB",
            description = "Maximum size of a downloaded file. A larger file is refused before any of it is stored.")
    private String maximumMediaSize = "100MB";

    @UriParam(
            label = "security",
            description = "TLS settings of connections to the API. The certificate of the server must be valid for "
                    + "the host name of the URL, see x509HostnameVerifier.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            description = "Replaces the check that the certificate of the API, of a media host or of a redirect "
                    + "target is valid for its host name. Not for production: with a verifier that "
                    + "accepts every certificate, anyone with a trusted certificate can read the API "
                    + "key and the messages.")
    private @Nullable HostnameVerifier x509HostnameVerifier;

    @UriParam(label = "proxy", description = "Host of the HTTP proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy.")
    private @Nullable Integer proxyPort;

    @UriParam(label = "proxy", description = "User name for the HTTP proxy.")
    private @Nullable String proxyAuthUsername;

    @UriParam(label = "proxy", description = "Password for the HTTP proxy.")
    @Metadata(secret = true)
    private @Nullable String proxyAuthPassword;

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getRecipientPreference() {
        return recipientPreference;
    }

    public void setRecipientPreference(String recipientPreference) {
        this.recipientPreference = recipientPreference;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getMaximumConnections() {
        return maximumConnections;
    }

    public void setMaximumConnections(int maximumConnections) {
        this.maximumConnections = maximumConnections;
    }

    public String getMessagesPerSecond() {
        return messagesPerSecond;
    }

    /** A number from 0, or {@code auto}. */
    public void setMessagesPerSecond(String messagesPerSecond) {
        this.messagesPerSecond = messagesPerSecond;
    }

    /** The same as a number. */
    public void setMessagesPerSecond(int messagesPerSecond) {
        this.messagesPerSecond = Integer.toString(messagesPerSecond);
    }

    public int getMaximumRetries() {
        return maximumRetries;
    }

    public void setMaximumRetries(int maximumRetries) {
        this.maximumRetries = maximumRetries;
    }

    public String getMaximumMediaSize() {
        return maximumMediaSize;
    }

    public void setMaximumMediaSize(String maximumMediaSize) {
        this.maximumMediaSize = maximumMediaSize;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable HostnameVerifier getX509HostnameVerifier() {
        return x509HostnameVerifier;
    }

    public void setX509HostnameVerifier(@Nullable HostnameVerifier x509HostnameVerifier) {
        this.x509HostnameVerifier = x509HostnameVerifier;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(@Nullable String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public @Nullable String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(@Nullable String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }
}
