/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import javax.sql.DataSource;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options of an account. All endpoints of the account share them.
 *
 * <p>Confined to the thread that configures.
 */
@UriParams
@Configurer(extended = true)
public class AccountConfiguration extends ApiConfiguration {

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
            label = "advanced",
            defaultValue = "400d",
            javaType = "java.time.Duration",
            description = "How long the numbers, ids and user name of a customer are kept after the last event of the "
                    + "customer or send to the customer.")
    private long identityRetention = 34_560_000_000L;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "30d",
            javaType = "java.time.Duration",
            description = "How long a message stays in the sent-message log after it was sent with waitFor or "
                    + "trackDelivery.")
    private long sentMessagePeriod = 2_592_000_000L;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "10000",
            description = "Maximum number of exchanges that wait with waitFor. Further ones fail with "
                    + "ThrottledException before anything is sent.")
    private int maximumWaiting = 10_000;

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

    public long getIdentityRetention() {
        return identityRetention;
    }

    public void setIdentityRetention(long identityRetention) {
        this.identityRetention = identityRetention;
    }

    public long getSentMessagePeriod() {
        return sentMessagePeriod;
    }

    public void setSentMessagePeriod(long sentMessagePeriod) {
        this.sentMessagePeriod = sentMessagePeriod;
    }

    public int getMaximumWaiting() {
        return maximumWaiting;
    }

    public void setMaximumWaiting(int maximumWaiting) {
        this.maximumWaiting = maximumWaiting;
    }

    public String getMaximumDeliverySize() {
        return maximumDeliverySize;
    }

    public void setMaximumDeliverySize(String maximumDeliverySize) {
        this.maximumDeliverySize = maximumDeliverySize;
    }

    public boolean isTemplateOpensWindow() {
        return templateOpensWindow;
    }

    public void setTemplateOpensWindow(boolean templateOpensWindow) {
        this.templateOpensWindow = templateOpensWindow;
    }
}
