package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.ClientSettings;
import javax.net.ssl.HostnameVerifier;
import javax.sql.DataSource;
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
public class AccountConfiguration {

    @UriParam(label = "security", description = "The key of the number. Needed to send and to register the webhook.")
    @Metadata(secret = true)
    private @Nullable String apiKey;

    @UriParam(
            defaultValue = ClientSettings.DEFAULT_BASE_URL,
            description =
                    "The API. The sandbox is https://waba-sandbox.360dialog.io/v1; a simulator has an address of its own.")
    private String baseUrl = ClientSettings.DEFAULT_BASE_URL;

    @UriParam(
            label = "consumer",
            defaultValue = "platform-http",
            description =
                    "The component that serves HTTP: any that can serve REST, for example platform-http, jetty, netty-http, undertow, servlet.")
    private String httpComponent = "platform-http";

    @UriParam(
            label = "consumer",
            defaultValue = "/whatsapp360/{account}",
            description = "The path on which the webhook is served. {account} stands for the account's name.")
    private String webhookPath = "/whatsapp360/{account}";

    @UriParam(
            label = "consumer",
            description =
                    "The public address of that path: https, without port, without underscore in the host (anything goes while baseUrl is a loopback address).")
    private @Nullable String webhookUrl;

    @UriParam(
            label = "consumer",
            description =
                    "The API's id of the number, as deliveries name it: those of another number are not run. Without it the id is learned from the first delivery.")
    private @Nullable String phoneNumberId;

    @UriParam(
            label = "consumer",
            description =
                    "Whether to set webhookUrl and the secret header at 360dialog when the first consumer of the account starts.")
    private boolean registerWebhook;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Whether registerWebhook puts back what was registered before, when the component stops: for a program that borrows the number, as a test does.")
    private boolean restoreWebhook;

    @UriParam(
            label = "security",
            description =
                    "What the header X-Whatsapp360-Secret of a delivery must hold. The default is derived from apiKey and the account's name, so that registerWebhook needs no more.")
    @Metadata(secret = true)
    private @Nullable String webhookSecret;

    @UriParam(
            label = "security",
            description =
                    "When set, the header x-360dialog-signature of a delivery must be the HMAC-SHA256 of its body with this secret too.")
    @Metadata(secret = true)
    private @Nullable String signatureSecret;

    @UriParam(
            label = "security",
            description = "Whether a consumer may start without any secret, and take deliveries from anybody.")
    private boolean unauthenticatedWebhook;

    @UriParam(
            label = "consumer",
            defaultValue = "embedded",
            javaType = "java.lang.String",
            description =
                    "Where accepted events wait until their route has completed: embedded keeps them on disk, in inboxDirectory; jdbc in a database that several nodes share, see dataSource; memory loses them with the process; none runs the route before the answer; #bean names an own implementation of io.github.whatsapp360.inbox.Inbox.")
    private Object inbox = "embedded";

    @UriParam(
            label = "consumer",
            description =
                    "The database of inbox=jdbc: PostgreSQL, through a pool. The default is the only DataSource in the registry.")
    private @Nullable DataSource dataSource;

    @UriParam(
            label = "consumer",
            defaultValue = "8",
            description = "How many events run at once, of different conversations.")
    private int concurrentConsumers = 8;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description = "How often a failed event runs again before it becomes a dead letter.")
    private int maximumRedeliveries = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "How long a failed event waits before it runs again; doubles each time.")
    private long redeliveryDelay = 1_000;

    @UriParam(
            label = "consumer",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description = "How long it waits at most.")
    private long maximumRedeliveryDelay = 300_000;

    @UriParam(label = "consumer", description = "An endpoint to which each event is sent that became a dead letter.")
    private @Nullable String deadLetterUri;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1000000",
            description = "How many events may wait; more deliveries are answered 503 and repeated by 360dialog.")
    private int maximumPending = 1_000_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "8d",
            javaType = "java.time.Duration",
            description = "How long an event is remembered so that a repeated delivery does not run again.")
    private long dedupePeriod = 691_200_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "4MB",
            description = "The largest delivery that is taken; a larger one is answered 413.")
    private String maximumDeliverySize = "4MB";

    @UriParam(
            defaultValue = "true",
            description =
                    "Whether a template that was delivered opens the customer service window, as 360dialog's guide says; by Meta's pages only the user opens it.")
    private boolean templateOpensWindow = true;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "100000",
            description = "The health check is DOWN when more events wait than this; 0 for no bound.")
    private int unhealthyBacklog = 100_000;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "The health check is DOWN when an event has waited longer than this; 0 for no bound.")
    private long unhealthyAge = 3_600_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long the API may be silent after a request.")
    private long requestTimeout = 30_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long making a connection to the API may take.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100",
            description = "Connections to the API at most; rate times latency is what they must carry.")
    private int maximumConnections = 100;

    @UriParam(
            label = "producer",
            defaultValue = "80",
            description =
                    "Rate limit of the number in messages per second: 20 for a number of the WhatsApp Business app, up to 1000 where Meta allows it. 0 switches rate limiting off, that of single recipients too. auto begins at 80, follows what webhook events report of the number, and is halved for a while when the API throttles.")
    private String messagesPerSecond = "80";

    @UriParam(
            label = "producer",
            defaultValue = "3",
            description =
                    "How often a call is repeated that certainly had no effect and may work later, with growing delays, before it fails.")
    private int maximumRetries = 3;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100MB",
            description = "The largest file that is downloaded; a larger one is refused before its first byte is kept.")
    private String maximumMediaSize = "100MB";

    @UriParam(
            label = "security",
            description =
                    "TLS towards the API. The server's certificate must be valid for the host name of the URL; see x509HostnameVerifier.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            description =
                    "Decides whether the certificate of the API, of a media host or of a redirect target fits the host name, in place of the usual check. Not for production: a verifier that accepts everything lets anybody with a trusted certificate read API key and messages.")
    private @Nullable HostnameVerifier x509HostnameVerifier;

    @UriParam(label = "proxy", description = "The HTTP proxy's host.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "The HTTP proxy's port.")
    private @Nullable Integer proxyPort;

    @UriParam(label = "proxy", description = "The user for the HTTP proxy.")
    private @Nullable String proxyAuthUsername;

    @UriParam(label = "proxy", description = "The password for the HTTP proxy.")
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
