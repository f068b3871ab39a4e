package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.ClientSettings;
import javax.net.ssl.HostnameVerifier;
import javax.sql.DataSource;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of an account. All endpoints of the account share them.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
@Configurer(extended = true)
public class AccountConfiguration {

    @UriParam(label = "security", description = "API key of the number. Required to send and to register the webhook.")
    @Metadata(secret = true)
    private @Nullable String apiKey;

    @UriParam(
            defaultValue = ClientSettings.DEFAULT_BASE_URL,
            description = "Base URL of the API. For the sandbox use https://waba-sandbox.360dialog.io/v1, for a "
                    + "simulator its own URL.")
    private String baseUrl = ClientSettings.DEFAULT_BASE_URL;

    @UriParam(
            label = "consumer",
            defaultValue = "platform-http",
            description = "Camel component that serves the webhook: any REST consumer component, for example "
                    + "platform-http, jetty, netty-http, undertow, servlet.")
    private String httpComponent = "platform-http";

    @UriParam(
            label = "consumer",
            defaultValue = "/whatsapp360/{account}",
            description = "Path of the webhook. {account} is replaced by the name of the account.")
    private String webhookPath = "/whatsapp360/{account}";

    @UriParam(
            label = "consumer",
            description = "Public URL of the webhook: https, without a port and without an underscore in the host. "
                    + "Not checked if baseUrl is a loopback address.")
    private @Nullable String webhookUrl;

    @UriParam(
            label = "consumer",
            description = "The API's id of the number. Deliveries for another number are not run. If not set, the "
                    + "id is learned from the first delivery.")
    private @Nullable String phoneNumberId;

    @UriParam(
            label = "consumer",
            description = "Whether to register webhookUrl and the secret header at 360dialog when the first "
                    + "consumer of the account starts.")
    private boolean registerWebhook;

    @UriParam(
            label = "consumer,advanced",
            description = "Whether to restore the webhook that was registered before, when the component stops. For "
                    + "programs that use a number temporarily, such as tests.")
    private boolean restoreWebhook;

    @UriParam(
            label = "security",
            description = "Required value of the header X-Whatsapp360-Secret of each delivery. By default derived "
                    + "from apiKey and the name of the account, which is sufficient for "
                    + "registerWebhook.")
    @Metadata(secret = true)
    private @Nullable String webhookSecret;

    @UriParam(
            label = "security",
            description = "Secret of the delivery signature. If set, the header x-360dialog-signature of each "
                    + "delivery must also be the HMAC-SHA256 of its body with this secret.")
    @Metadata(secret = true)
    private @Nullable String signatureSecret;

    @UriParam(
            label = "security",
            description = "Whether a consumer may start without any secret. It then accepts deliveries from "
                    + "unauthenticated senders.")
    private boolean unauthenticatedWebhook;

    @UriParam(
            label = "consumer",
            defaultValue = "embedded",
            javaType = "java.lang.String",
            description = "Store of accepted events until their route has completed: embedded (files in "
                    + "inboxDirectory), jdbc (a database shared by several nodes, see dataSource), "
                    + "memory (lost when the process ends), none (the route runs before the delivery is "
                    + "answered), or #bean (your own implementation of "
                    + "io.github.whatsapp360.inbox.Inbox).")
    private Object inbox = "embedded";

    @UriParam(
            label = "consumer",
            description =
                    "Pooled PostgreSQL data source of inbox=jdbc. The default is the only DataSource in the registry.")
    private @Nullable DataSource dataSource;

    @UriParam(
            label = "consumer",
            defaultValue = "8",
            description = "Maximum number of events that run at the same time. Events of one conversation run one "
                    + "after the other.")
    private int concurrentConsumers = 8;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "Maximum number of redeliveries of a failed event before it becomes a dead letter.")
    private int maximumRedeliveries = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "Delay before the first redelivery of a failed event. Doubles with each further redelivery.")
    private long redeliveryDelay = 1_000;

    @UriParam(
            label = "consumer",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description = "Upper limit of redeliveryDelay.")
    private long maximumRedeliveryDelay = 300_000;

    @UriParam(label = "consumer", description = "Endpoint that receives a copy of each dead letter.")
    private @Nullable String deadLetterUri;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1000000",
            description = "Maximum number of waiting events. Further deliveries are answered 503, and 360dialog "
                    + "repeats them.")
    private int maximumPending = 1_000_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "8d",
            javaType = "java.time.Duration",
            description = "How long the key of an event is kept to detect repeated deliveries, which do not run again.")
    private long dedupePeriod = 691_200_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "4MB",
            description = "Maximum size of a delivery. Larger deliveries are answered 413.")
    private String maximumDeliverySize = "4MB";

    @UriParam(
            defaultValue = "true",
            description = "Whether a delivered template opens the customer service window, as documented by "
                    + "360dialog. According to Meta's documentation only the user opens it.")
    private boolean templateOpensWindow = true;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "100000",
            description = "The health check is DOWN if more events are waiting. 0 disables this limit.")
    private int unhealthyBacklog = 100_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "The health check is DOWN if an event has been waiting longer. 0 disables this limit.")
    private long unhealthyAge = 3_600_000;

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
                    + "the limit per recipient. auto starts at 80 and follows what webhook events "
                    + "report of the number.")
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

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public boolean isRestoreWebhook() {
        return restoreWebhook;
    }

    public void setRestoreWebhook(boolean restoreWebhook) {
        this.restoreWebhook = restoreWebhook;
    }

    public int getUnhealthyBacklog() {
        return unhealthyBacklog;
    }

    public void setUnhealthyBacklog(int unhealthyBacklog) {
        this.unhealthyBacklog = unhealthyBacklog;
    }

    public long getUnhealthyAge() {
        return unhealthyAge;
    }

    public void setUnhealthyAge(long unhealthyAge) {
        this.unhealthyAge = unhealthyAge;
    }

    public @Nullable String getPhoneNumberId() {
        return phoneNumberId;
    }

    public void setPhoneNumberId(@Nullable String phoneNumberId) {
        this.phoneNumberId = phoneNumberId;
    }

    public boolean isRegisterWebhook() {
        return registerWebhook;
    }

    public void setRegisterWebhook(boolean registerWebhook) {
        this.registerWebhook = registerWebhook;
    }

    public @Nullable String getWebhookSecret() {
        return webhookSecret;
    }

    public void setWebhookSecret(@Nullable String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }

    public @Nullable String getSignatureSecret() {
        return signatureSecret;
    }

    public void setSignatureSecret(@Nullable String signatureSecret) {
        this.signatureSecret = signatureSecret;
    }

    public boolean isUnauthenticatedWebhook() {
        return unauthenticatedWebhook;
    }

    public void setUnauthenticatedWebhook(boolean unauthenticatedWebhook) {
        this.unauthenticatedWebhook = unauthenticatedWebhook;
    }

    public Object getInbox() {
        return inbox;
    }

    public void setInbox(Object inbox) {
        this.inbox = inbox;
    }

    public @Nullable DataSource getDataSource() {
        return dataSource;
    }

    public void setDataSource(@Nullable DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaximumRedeliveries() {
        return maximumRedeliveries;
    }

    public void setMaximumRedeliveries(int maximumRedeliveries) {
        this.maximumRedeliveries = maximumRedeliveries;
    }

    public long getRedeliveryDelay() {
        return redeliveryDelay;
    }

    public void setRedeliveryDelay(long redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    public long getMaximumRedeliveryDelay() {
        return maximumRedeliveryDelay;
    }

    public void setMaximumRedeliveryDelay(long maximumRedeliveryDelay) {
        this.maximumRedeliveryDelay = maximumRedeliveryDelay;
    }

    public @Nullable String getDeadLetterUri() {
        return deadLetterUri;
    }

    public void setDeadLetterUri(@Nullable String deadLetterUri) {
        this.deadLetterUri = deadLetterUri;
    }

    public int getMaximumPending() {
        return maximumPending;
    }

    public void setMaximumPending(int maximumPending) {
        this.maximumPending = maximumPending;
    }

    public long getDedupePeriod() {
        return dedupePeriod;
    }

    public void setDedupePeriod(long dedupePeriod) {
        this.dedupePeriod = dedupePeriod;
    }

    public String getMaximumDeliverySize() {
        return maximumDeliverySize;
    }

    public void setMaximumDeliverySize(String maximumDeliverySize) {
        this.maximumDeliverySize = maximumDeliverySize;
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

    public boolean isTemplateOpensWindow() {
        return templateOpensWindow;
    }

    public void setTemplateOpensWindow(boolean templateOpensWindow) {
        this.templateOpensWindow = templateOpensWindow;
    }
}
