/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.camel.WhenWindowClosed;
import io.github.whatsapp360.delivery.WaitFor;
import io.github.whatsapp360.message.MessageCategory;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the component, as {@code application.yaml} and its editors know them. Do not edit them by hand: {@code
 * ConfigurationSourceTest} writes them from the component's catalog, in alphabetical order. A name that is not here
 * fails the start, as in Camel Main. The component gets only the options that are given; see {@link
 * Whatsapp360AutoConfiguration}.
 *
 * <p>Sizes, durations and references ({@code #bean:name}) are text, in Camel's notation.
 *
 * <p>Thread-safe.
 *
 * @param enabled Whether the component is configured from here.
 * @param customizer Whether the component is configured from here, by the name that other starters of Camel have for
 *     it.
 * @param accounts Options per account, for example accounts.support.apiKey. They override the options of the component;
 *     options of the endpoint override both.
 * @param apiKey API key of the number. Required to send and to register the webhook.
 * @param autowiredEnabled Whether autowiring is enabled. This is used for automatic autowiring options (the option must
 *     be marked as autowired) by looking up in the registry to find if there is a single instance of matching type,
 *     which then gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS
 *     connection factories, AWS Clients, etc.
 * @param baseUrl Base URL of the API. For the sandbox use https://waba-sandbox.360dialog.io/v1, for a simulator its own
 *     URL.
 * @param bridgeErrorHandler Allows for bridging the consumer to the Camel routing Error Handler, which mean any
 *     exceptions (if possible) occurred while the Camel consumer is trying to pickup incoming messages, or the likes,
 *     will now be processed as a message and handled by the routing Error Handler. Important: This is only possible if
 *     the 3rd party component allows Camel to be alerted if an exception was thrown. Some components handle this
 *     internally only, and therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel
 *     component to hook into the 3rd party component and make this possible for future releases. By default the
 *     consumer will use the org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN
 *     or ERROR level and ignored.
 * @param category Category of messages: utility and authentication are also delivered outside the customer service
 *     window, without a template (Direct Send); service is the same as no category. Templates and reactions are sent
 *     without it. The header CamelWhatsapp360Category overrides it.
 * @param clock Clock for service windows, redeliveries, expiry in the inbox and rate limiting. The default is the
 *     system clock. Tests can set a clock that they control.
 * @param concurrentConsumers Maximum number of events that run at the same time. Events of one conversation run one
 *     after the other.
 * @param configuration Default values of the options of all endpoints.
 * @param connectTimeout Timeout for opening a connection to the API.
 * @param dataSource Pooled PostgreSQL data source of inbox=jdbc. The default is the only DataSource in the registry.
 * @param deadLetterUri Endpoint that receives a copy of each dead letter.
 * @param dedupePeriod How long the key of an event is kept to detect repeated deliveries, which do not run again.
 * @param deliveryTimeout With trackDelivery: time after which a message without a final status causes the event
 *     delivery:timeout, or delivery:unknown if the API never answered; at most sentMessagePeriod.
 * @param downloadMedia Whether to download the media of an event (image, video, audio, document, sticker) before the
 *     route runs and to attach it to the exchange (camel-attachments). If the download fails, the exchange fails.
 * @param events Comma-separated event families of this consumer, or all: message, status, delivery, error, userAction,
 *     call, template, account, flow, group, user, echo, history, handover, partner, unknown. A family can be narrowed
 *     to one event name, for example status:failed.
 * @param headerFilterStrategy Selects the exchange headers that are sent as HTTP headers by the operation call. By
 *     default none. HTTP headers of a delivery are never copied to the exchange.
 * @param healthCheckConsumerEnabled Used for enabling or disabling all consumer based health checks from this component
 * @param healthCheckProducerEnabled Used for enabling or disabling all producer based health checks from this
 *     component. Notice: Camel has by default disabled all producer based health-checks. You can turn on producer
 *     checks globally by setting camel.health.producersEnabled=true.
 * @param httpComponent Camel component that serves the webhook: any REST consumer component, for example platform-http,
 *     jetty, netty-http, undertow, servlet.
 * @param identityRetention How long the numbers, ids and user name of a customer are kept after the last event of the
 *     customer or send to the customer.
 * @param inbox Store of accepted events until their route has completed: embedded (files in inboxDirectory), jdbc (a
 *     database shared by several nodes, see dataSource), memory (lost when the process ends), none (the route runs
 *     before the delivery is answered), or #bean (your own implementation of io.github.whatsapp360.inbox.Inbox).
 * @param inboxDirectory Directory of the embedded inboxes, with one database per account. Used by one process only. In
 *     Karaf a relative path is resolved against karaf.data.
 * @param lazyStartProducer Whether the producer should be started lazy (on the first message). By starting lazy you can
 *     use this to allow CamelContext and routes to startup in situations where a producer may otherwise fail during
 *     starting and cause the route to fail being started. By deferring this startup to be lazy then the startup failure
 *     can be handled during routing messages via Camel's routing error handlers. Beware that when the first message is
 *     processed then creating and starting the producer may take a little time and prolong the total processing time of
 *     the processing.
 * @param markAsRead Whether to mark each message as read before the route runs. A failure does not affect the route.
 * @param maximumConnections Maximum number of connections to the API. Size it as rate times latency.
 * @param maximumDeliverySize Maximum size of a delivery. Larger deliveries are answered 413.
 * @param maximumMediaSize Maximum size of a downloaded file. A larger file is refused before any of it is stored.
 * @param maximumPending Maximum number of waiting events. Further deliveries are answered 503, and 360dialog repeats
 *     them.
 * @param maximumRedeliveries Maximum number of redeliveries of a failed event before it becomes a dead letter.
 * @param maximumRedeliveryDelay Upper limit of redeliveryDelay.
 * @param maximumRetries Maximum number of retries of a call that certainly had no effect and may succeed later. Retries
 *     use exponential back-off.
 * @param maximumWaiting Maximum number of exchanges that wait with waitFor. Further ones fail with ThrottledException
 *     before anything is sent.
 * @param messagesPerSecond Rate limit of the number, in messages per second: 20 for a number of the WhatsApp Business
 *     app, up to 1000 if Meta allows it. 0 disables rate limiting, including the limit per recipient. auto starts at 80
 *     and follows the throughput that webhook events report.
 * @param onWaitTimeout What happens after waitTimeout: continue (the header CamelWhatsapp360Delivery is timeout) or
 *     fail (DeliveryTimeoutException).
 * @param operation Operation of the producer. The header CamelWhatsapp360Operation overrides it.
 * @param phoneNumberId The API's id of the number. Deliveries for another number are not run. If not set, the id is
 *     learned from the first delivery.
 * @param proxyAuthPassword Password for the HTTP proxy.
 * @param proxyAuthUsername User name for the HTTP proxy.
 * @param proxyHost Host of the HTTP proxy.
 * @param proxyPort Port of the HTTP proxy.
 * @param recipientPreference How to address a customer whose phone number and user id are both known. The other one is
 *     tried once if the API has certainly refused the first one.
 * @param redeliveryDelay Delay before the first redelivery of a failed event. Doubles with each further redelivery.
 * @param registerWebhook Whether to register webhookUrl and the secret header at 360dialog when the first consumer of
 *     the account starts.
 * @param requestTimeout Response timeout of a request to the API.
 * @param respectOptOut Whether to refuse marketing templates to customers who have opted out, whose last
 *     user_preferences event was stop: the send fails with UndeliverableException.
 * @param restoreWebhook Whether to restore the webhook that was registered before, when the component stops. For
 *     programs that use a number temporarily, such as tests.
 * @param sentMessagePeriod How long a message stays in the sent-message log after it was sent with waitFor or
 *     trackDelivery.
 * @param signatureSecret Secret of the delivery signature. If set, the header x-360dialog-signature of each delivery
 *     must also be the HMAC-SHA256 of its body with this secret.
 * @param splitLongText Whether to split a text longer than 4096 characters into several messages. If false, such a text
 *     fails and nothing is sent.
 * @param sslContextParameters TLS settings of connections to the API. The certificate of the server must be valid for
 *     the host name of the URL, see x509HostnameVerifier.
 * @param subscription Name of this consumer's durable subscription. Events are kept for it while its route is stopped.
 *     The default is the id of the route if it was set explicitly, otherwise the value of events. Must be unique among
 *     the consumers of an account.
 * @param templateLanguage Language of the template, for example en_US.
 * @param templateName Name of the template to send; the body supplies its parameters. The header
 *     CamelWhatsapp360TemplateName overrides it.
 * @param templateOpensWindow Whether a delivered template opens the customer service window, as documented by
 *     360dialog. According to Meta's documentation only the user opens it.
 * @param timeToLive Time during which WhatsApp tries to deliver a message with a category: 30s to 12h for utility, 30s
 *     to 15m for authentication. The default is WhatsApp's own. After that time WhatsApp drops the message without a
 *     status.
 * @param to Recipient of the message. The header CamelWhatsapp360To overrides it.
 * @param trackDelivery Whether each message causes exactly one delivery event, which consumers with events=delivery
 *     get, also after a restart. Needs a consumer of the account.
 * @param typingIndicator Whether to show the typing indicator to the customer while the route runs, until a message is
 *     sent or 25 seconds have passed. Also marks the message as read.
 * @param unauthenticatedWebhook Whether a consumer may start without any secret. It then accepts deliveries from
 *     unauthenticated senders.
 * @param unhealthyAge The health check is DOWN if an event has been waiting longer. 0 disables this limit.
 * @param unhealthyBacklog The health check is DOWN if more events are waiting. 0 disables this limit.
 * @param useGlobalSslContextParameters Whether connections to the API use the global SSLContextParameters of the Camel
 *     context.
 * @param validate Whether to check a message against WhatsApp's limits before it is sent. A message that exceeds them
 *     fails and nothing is sent.
 * @param waitFor State for which a send waits before the route continues: sent, delivered, read or reply. No thread is
 *     blocked. If WhatsApp reports the message as failed, the exchange fails as after a refused send. With reply the
 *     body becomes the customer's reply. Needs a consumer of the account. The header CamelWhatsapp360WaitFor overrides
 *     it.
 * @param waitTimeout Maximum time of waitFor, after the last message was accepted; at most 24h.
 * @param webhookPath Path of the webhook. {account} is replaced by the name of the account.
 * @param webhookSecret Required value of the header X-Whatsapp360-Secret of each delivery. By default derived from
 *     apiKey and the name of the account, which is sufficient for registerWebhook.
 * @param webhookUrl Public URL of the webhook: https, without a port and without an underscore in the host. Not checked
 *     if baseUrl is a loopback address.
 * @param whenWindowClosed Handling of a free-form message while the customer service window is closed: fail (throw
 *     WindowClosedException, send nothing), template (send windowTemplate instead), directSend (send it with
 *     category=utility), send (send the message anyway).
 * @param windowTemplate Template for whenWindowClosed=template, as name/language, for example reminder/en_US. If its
 *     body has exactly one parameter, the text of the message is used for it.
 * @param x509HostnameVerifier Replaces the check that the certificate of the API, of a media host or of a redirect
 *     target is valid for its host name. Not for production: with a verifier that accepts every certificate, anyone
 *     with a trusted certificate can read the API key and the messages.
 */
@ConfigurationProperties(prefix = Whatsapp360ComponentConfiguration.PREFIX, ignoreUnknownFields = false)
public record Whatsapp360ComponentConfiguration(
        @DefaultValue("true") Boolean enabled,
        @DefaultValue Customizer customizer,
        @DefaultValue Map<String, Map<String, String>> accounts,
        @Nullable String apiKey,
        @DefaultValue("true") Boolean autowiredEnabled,
        @DefaultValue("https://waba-v2.360dialog.io") String baseUrl,
        @DefaultValue("false") Boolean bridgeErrorHandler,
        @Nullable MessageCategory category,
        @Nullable String clock,
        @DefaultValue("8") Integer concurrentConsumers,
        @Nullable String configuration,
        @DefaultValue("10s") String connectTimeout,
        @Nullable String dataSource,
        @Nullable String deadLetterUri,
        @DefaultValue("8d") String dedupePeriod,
        @DefaultValue("24h") String deliveryTimeout,
        @DefaultValue("false") Boolean downloadMedia,
        @DefaultValue("message") String events,
        @Nullable String headerFilterStrategy,
        @DefaultValue("true") Boolean healthCheckConsumerEnabled,
        @DefaultValue("true") Boolean healthCheckProducerEnabled,
        @DefaultValue("platform-http") String httpComponent,
        @DefaultValue("400d") String identityRetention,
        @DefaultValue("embedded") String inbox,
        @DefaultValue("whatsapp360-data") String inboxDirectory,
        @DefaultValue("false") Boolean lazyStartProducer,
        @DefaultValue("false") Boolean markAsRead,
        @DefaultValue("100") Integer maximumConnections,
        @DefaultValue("4MB") String maximumDeliverySize,
        @DefaultValue("100MB") String maximumMediaSize,
        @DefaultValue("1000000") Integer maximumPending,
        @DefaultValue("10") Integer maximumRedeliveries,
        @DefaultValue("5m") String maximumRedeliveryDelay,
        @DefaultValue("3") Integer maximumRetries,
        @DefaultValue("10000") Integer maximumWaiting,
        @DefaultValue("80") String messagesPerSecond,
        @DefaultValue("continue") String onWaitTimeout,
        @DefaultValue("send") Whatsapp360Operations operation,
        @Nullable String phoneNumberId,
        @Nullable String proxyAuthPassword,
        @Nullable String proxyAuthUsername,
        @Nullable String proxyHost,
        @Nullable Integer proxyPort,
        @DefaultValue("phone") String recipientPreference,
        @DefaultValue("1s") String redeliveryDelay,
        @DefaultValue("false") Boolean registerWebhook,
        @DefaultValue("30s") String requestTimeout,
        @DefaultValue("true") Boolean respectOptOut,
        @DefaultValue("false") Boolean restoreWebhook,
        @DefaultValue("30d") String sentMessagePeriod,
        @Nullable String signatureSecret,
        @DefaultValue("true") Boolean splitLongText,
        @Nullable String sslContextParameters,
        @Nullable String subscription,
        @Nullable String templateLanguage,
        @Nullable String templateName,
        @DefaultValue("true") Boolean templateOpensWindow,
        @Nullable String timeToLive,
        @Nullable String to,
        @DefaultValue("false") Boolean trackDelivery,
        @DefaultValue("false") Boolean typingIndicator,
        @DefaultValue("false") Boolean unauthenticatedWebhook,
        @DefaultValue("1h") String unhealthyAge,
        @DefaultValue("100000") Integer unhealthyBacklog,
        @DefaultValue("false") Boolean useGlobalSslContextParameters,
        @DefaultValue("true") Boolean validate,
        @Nullable WaitFor waitFor,
        @DefaultValue("30s") String waitTimeout,
        @DefaultValue("/whatsapp360/{account}") String webhookPath,
        @Nullable String webhookSecret,
        @Nullable String webhookUrl,
        @DefaultValue("fail") WhenWindowClosed whenWindowClosed,
        @Nullable String windowTemplate,
        @Nullable String x509HostnameVerifier) {

    static final String PREFIX = "camel.component.whatsapp360";

    /**
     * The switch that all starters of Camel have.
     *
     * @param enabled Whether the component is configured from here.
     */
    public record Customizer(@DefaultValue("true") Boolean enabled) {}

    /** The accounts' names alone: the options hold keys. */
    @Override
    public String toString() {
        return "Whatsapp360ComponentConfiguration" + accounts.keySet();
    }
}
