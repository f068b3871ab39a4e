/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options of an endpoint. Read once, when its consumer starts.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
public class Whatsapp360FlowConfiguration implements Cloneable {

    @UriParam(label = "producer", defaultValue = "downloadFlowMedia", description = "Operation of the producer.")
    private Whatsapp360FlowOperations operation = Whatsapp360FlowOperations.downloadFlowMedia;

    @UriParam(
            label = "security",
            javaType = "java.lang.String",
            description = "Private RSA key that decrypts the requests: PEM text (PKCS#8, PKCS#8 with a "
                    + "password, or PKCS#1), the address of a PEM file or key store (file: or "
                    + "classpath:; .p12, .pfx or .jks for a key store), or #bean of a KeyStore, "
                    + "KeyStoreParameters, KeyPair or PrivateKey. Several keys are tried in their "
                    + "order; the first is the one whose public key is registered. A file is loaded "
                    + "again when a request cannot be decrypted.")
    @Metadata(secret = true)
    private @Nullable Object privateKey;

    @UriParam(
            label = "security",
            javaType = "java.lang.String",
            description = "Private key that was used before, as privateKey. Set it while phones may still"
                    + " use the former public key.")
    @Metadata(secret = true)
    private @Nullable Object previousPrivateKey;

    @UriParam(label = "security", description = "Password of encrypted private keys and of key stores.")
    @Metadata(secret = true)
    private @Nullable String privateKeyPassword;

    @UriParam(label = "security", description = "Alias of the current key in a key store with several keys.")
    private @Nullable String privateKeyAlias;

    @UriParam(
            label = "security",
            description = "Secret of the Meta app that is connected to the flow. If set, the header "
                    + "X-Hub-Signature-256 of each request must be the HMAC-SHA256 of its body with "
                    + "this secret; otherwise the answer is 432. Flows that were created through "
                    + "360dialog belong to 360dialog's app, whose secret is not known.")
    @Metadata(secret = true)
    private @Nullable String appSecret;

    @UriParam(
            label = "security",
            description =
                    "Former secret of the app, which is also accepted. Set it while the secret is " + "being changed.")
    @Metadata(secret = true)
    private @Nullable String previousAppSecret;

    @UriParam(
            label = "security",
            description = "Secret of the flow tokens, at least 16 characters. If set, only tokens that "
                    + "io.github.whatsapp360.flows.FlowTokens issued with the same secret are "
                    + "accepted, until they expire or their form is completed; otherwise the answer "
                    + "is 427.")
    @Metadata(secret = true)
    private @Nullable String tokenSecret;

    @UriParam(label = "security", description = "Former secret of the flow tokens, which are also accepted.")
    @Metadata(secret = true)
    private @Nullable String previousTokenSecret;

    @UriParam(
            label = "security,advanced",
            description = "Repository of the tokens of completed forms. The default is one in memory of "
                    + "100,000 tokens. Several nodes, and restarts, require a shared one.")
    private @Nullable IdempotentRepository usedTokens;

    @UriParam(
            label = "consumer",
            defaultValue = "This form is no longer valid.",
            description = "Text for the customer if the flow token is not valid.")
    private String invalidTokenMessage = "This form is no longer valid.";

    @UriParam(
            label = "consumer",
            description = "Text for the customer if the route fails, is too slow or gives no usable "
                    + "answer: the screen stays open and shows it. By default the answer is an error "
                    + "of HTTP, and WhatsApp shows its own text.")
    private @Nullable String errorMessage;

    @UriParam(
            label = "consumer",
            description = "Flow JSON of the form, as a resource (file: or classpath:). If set, an answer "
                    + "with a screen that it does not have is an error.")
    private @Nullable String flowJson;

    @UriParam(
            label = "consumer",
            description = "Whether to upload the public key of privateKey at 360dialog when the consumer "
                    + "starts, unless it is there already, and to check its status. Uses the apiKey "
                    + "of whatsapp360:account. Retries in the background.")
    private boolean registerKey;

    @UriParam(
            label = "consumer",
            description = "Whether the route also gets the notices of phones that could not use an "
                    + "answer, see the header CamelWhatsapp360FlowError. Its reply is ignored.")
    private boolean errors;

    @UriParam(
            label = "consumer",
            defaultValue = "9s",
            javaType = "java.time.Duration",
            description =
                    "Time limit of an answer. The phone waits 10 seconds. A later reply of the " + "route is dropped.")
    private long responseTimeout = 9_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1MB",
            description = "Maximum size of a request. A larger one is answered 413.")
    private String maximumRequestSize = "1MB";

    @UriParam(
            label = "producer,advanced",
            defaultValue = "*.whatsapp.net",
            description = "Comma-separated hosts from which downloadFlowMedia downloads; an asterisk and a dot "
                    + "before a domain stand for all its hosts. Any other address is refused, because it comes from "
                    + "the customer.")
    private String mediaHosts = "*.whatsapp.net";

    @UriParam(
            label = "producer,advanced",
            defaultValue = "25MB",
            description = "Maximum size of a downloaded file. A larger one is refused.")
    private String maximumMediaSize = "25MB";

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description = "Time limit for the response of the host of a file.")
    private long mediaTimeout = 60_000;

    @UriParam(
            label = "producer,advanced",
            description = "Whether downloadFlowMedia also downloads over HTTP from this machine "
                    + "(127.0.0.1 and localhost). For tests.")
    private boolean loopbackMedia;

    @UriParam(
            label = "consumer",
            defaultValue = "20",
            description = "Maximum number of requests that the route answers at the same time.")
    private int concurrentConsumers = 20;

    @UriParam(
            label = "consumer",
            defaultValue = "platform-http",
            description = "Camel component that serves the endpoint: any REST consumer component, for "
                    + "example platform-http, jetty, netty-http, undertow, servlet.")
    private String httpComponent = "platform-http";

    @UriParam(
            label = "consumer",
            defaultValue = "/whatsapp360-flow/{account}",
            description = "Path of the endpoint. {account} is replaced by the name of the account. "
                    + "Without tokenSecret and appSecret set one that nobody can guess: it is then "
                    + "the only protection.")
    private String webhookPath = "/whatsapp360-flow/{account}";

    /** Returns an independent copy. */
    public Whatsapp360FlowConfiguration copy() {
        try {
            return (Whatsapp360FlowConfiguration) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new RuntimeCamelException(impossible);
        }
    }

    public Whatsapp360FlowOperations getOperation() {
        return operation;
    }

    public void setOperation(Whatsapp360FlowOperations operation) {
        this.operation = operation;
    }

    public @Nullable Object getPrivateKey() {
        return privateKey;
    }

    public void setPrivateKey(@Nullable Object privateKey) {
        this.privateKey = privateKey;
    }

    public @Nullable Object getPreviousPrivateKey() {
        return previousPrivateKey;
    }

    public void setPreviousPrivateKey(@Nullable Object previousPrivateKey) {
        this.previousPrivateKey = previousPrivateKey;
    }

    public @Nullable String getPrivateKeyPassword() {
        return privateKeyPassword;
    }

    public void setPrivateKeyPassword(@Nullable String privateKeyPassword) {
        this.privateKeyPassword = privateKeyPassword;
    }

    public @Nullable String getPrivateKeyAlias() {
        return privateKeyAlias;
    }

    public void setPrivateKeyAlias(@Nullable String privateKeyAlias) {
        this.privateKeyAlias = privateKeyAlias;
    }

    public @Nullable String getAppSecret() {
        return appSecret;
    }

    public void setAppSecret(@Nullable String appSecret) {
        this.appSecret = appSecret;
    }

    public @Nullable String getPreviousAppSecret() {
        return previousAppSecret;
    }

    public void setPreviousAppSecret(@Nullable String previousAppSecret) {
        this.previousAppSecret = previousAppSecret;
    }

    public @Nullable String getTokenSecret() {
        return tokenSecret;
    }

    public void setTokenSecret(@Nullable String tokenSecret) {
        this.tokenSecret = tokenSecret;
    }

    public @Nullable String getPreviousTokenSecret() {
        return previousTokenSecret;
    }

    public void setPreviousTokenSecret(@Nullable String previousTokenSecret) {
        this.previousTokenSecret = previousTokenSecret;
    }

    public @Nullable IdempotentRepository getUsedTokens() {
        return usedTokens;
    }

    public void setUsedTokens(@Nullable IdempotentRepository usedTokens) {
        this.usedTokens = usedTokens;
    }

    public String getInvalidTokenMessage() {
        return invalidTokenMessage;
    }

    public void setInvalidTokenMessage(String invalidTokenMessage) {
        this.invalidTokenMessage = invalidTokenMessage;
    }

    public @Nullable String getErrorMessage() {
        return errorMessage;
    }

    public void setErrorMessage(@Nullable String errorMessage) {
        this.errorMessage = errorMessage;
    }

    public @Nullable String getFlowJson() {
        return flowJson;
    }

    public void setFlowJson(@Nullable String flowJson) {
        this.flowJson = flowJson;
    }

    public boolean isRegisterKey() {
        return registerKey;
    }

    public void setRegisterKey(boolean registerKey) {
        this.registerKey = registerKey;
    }

    public boolean isErrors() {
        return errors;
    }

    public void setErrors(boolean errors) {
        this.errors = errors;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public String getMaximumRequestSize() {
        return maximumRequestSize;
    }

    public void setMaximumRequestSize(String maximumRequestSize) {
        this.maximumRequestSize = maximumRequestSize;
    }

    public String getMediaHosts() {
        return mediaHosts;
    }

    public void setMediaHosts(String mediaHosts) {
        this.mediaHosts = mediaHosts;
    }

    public String getMaximumMediaSize() {
        return maximumMediaSize;
    }

    public void setMaximumMediaSize(String maximumMediaSize) {
        this.maximumMediaSize = maximumMediaSize;
    }

    public long getMediaTimeout() {
        return mediaTimeout;
    }

    public void setMediaTimeout(long mediaTimeout) {
        this.mediaTimeout = mediaTimeout;
    }

    public boolean isLoopbackMedia() {
        return loopbackMedia;
    }

    public void setLoopbackMedia(boolean loopbackMedia) {
        this.loopbackMedia = loopbackMedia;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public String getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(String httpComponent) {
        this.httpComponent = httpComponent;
    }

    public String getWebhookPath() {
        return webhookPath;
    }

    public void setWebhookPath(String webhookPath) {
        this.webhookPath = webhookPath;
    }
}
