package io.github.whatsapp360.springboot;

import io.github.whatsapp360.camel.Whatsapp360Operations;
import io.github.whatsapp360.camel.WhenWindowClosed;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the component, as {@code application.yaml} and its editors know them: names, types, defaults and words
 * are those of the component's catalog, in the order of the alphabet, and a test compares the two. A name that is not
 * here fails the start, as in Camel Main. What is given is what the component gets; see {@link Whatsapp360AutoConfiguration}.
 *
 * <p>Sizes, durations and references ({@code #bean:name}) are text, in Camel's notation.
 *
 * <p>Thread-safe.
 *
 * @param enabled Whether the component is configured from here.
 * @param customizer Whether the component is configured from here, by the name that other starters of Camel have for it.
 * @param accounts Options of single accounts, as in accounts.support.apiKey: they win over the component's options, and an
 *     endpoint's own win over them.
 * @param apiKey The key of the number. Needed to send and to register the webhook.
 * @param autowiredEnabled Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked
 *     as autowired) by looking up in the registry to find if there is a single instance of matching type, which
 *     then gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS
 *     connection factories, AWS Clients, etc.
 * @param baseUrl The API. The sandbox is https://waba-sandbox.360dialog.io/v1; a simulator has an address of its own.
 * @param bridgeErrorHandler Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if
 *     possible) occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now
 *     be processed as a message and handled by the routing Error Handler. Important: This is only possible if
 *     the 3rd party component allows Camel to be alerted if an exception was thrown. Some components handle
 *     this internally only, and therefore bridgeErrorHandler is not possible. In other situations we may
 *     improve the Camel component to hook into the 3rd party component and make this possible for future
 *     releases. By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with
 *     exceptions, that will be logged at WARN or ERROR level and ignored.
 * @param clock What tells the time: when windows expire, inboxes repeat and forget, and messages may go. The computer's
 *     clock unless one is given; a test gives one that it moves.
 * @param concurrentConsumers How many events run at once, of different conversations.
 * @param configuration The options that all endpoints begin with.
 * @param connectTimeout How long making a connection to the API may take.
 * @param dataSource The database of inbox=jdbc: PostgreSQL, through a pool. The default is the only DataSource
 *     in the registry.
 * @param deadLetterUri An endpoint to which each event is sent that became a dead letter.
 * @param dedupePeriod How long an event is remembered so that a repeated delivery does not run again.
 * @param downloadMedia Whether the file of an event, such as a picture, a voice note or a document, is downloaded before the
 *     route runs and attached to the exchange (camel-attachments). When that fails, the exchange fails.
 * @param events The families of events that this consumer takes, separated by commas, or all: message, status, error,
 *     userAction, call, template, account, flow, group, user, echo, history, handover, partner, unknown. A
 *     family can be narrowed, as in status:failed.
 * @param headerFilterStrategy Which headers of the exchange become HTTP headers of the request of the operation call; none without it.
 *     HTTP headers of a delivery never become headers of an exchange.
 * @param healthCheckConsumerEnabled Used for enabling or disabling all consumer based health checks from this component
 * @param healthCheckProducerEnabled Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by
 *     default disabled all producer based health-checks. You can turn on producer checks globally by setting
 *     camel.health.producersEnabled=true.
 * @param httpComponent The component that serves HTTP: any that can serve REST, for example platform-http, jetty, netty-http,
 *     undertow, servlet.
 * @param inbox Where accepted events wait until their route has completed: embedded keeps them on disk, in
 *     inboxDirectory; jdbc in a database that several nodes share, see dataSource; memory loses them with the
 *     process; none runs the route before the answer; #bean names an own implementation of
 *     io.github.whatsapp360.inbox.Inbox.
 * @param inboxDirectory Where embedded inboxes keep their files, one database for each account. One process owns the directory;
 *     in Karaf a relative path is below karaf.data.
 * @param lazyStartProducer Whether the producer should be started lazy (on the first message). By starting lazy you can use this to
 *     allow CamelContext and routes to startup in situations where a producer may otherwise fail during
 *     starting and cause the route to fail being started. By deferring this startup to be lazy then the startup
 *     failure can be handled during routing messages via Camel's routing error handlers. Beware that when the
 *     first message is processed then creating and starting the producer may take a little time and prolong the
 *     total processing time of the processing.
 * @param markAsRead Whether each message is marked as read, with the two blue ticks, before the route runs. Nothing happens
 *     to the route when that fails.
 * @param maximumConnections Connections to the API at most; rate times latency is what they must carry.
 * @param maximumDeliverySize The largest delivery that is taken; a larger one is answered 413.
 * @param maximumMediaSize The largest file that is downloaded; a larger one is refused before its first byte is kept.
 * @param maximumPending How many events may wait; more deliveries are answered 503 and repeated by 360dialog.
 * @param maximumRedeliveries How often a failed event runs again before it becomes a dead letter.
 * @param maximumRedeliveryDelay How long it waits at most.
 * @param maximumRetries How often a call is repeated that certainly had no effect and may work later, with growing delays, before
 *     it fails.
 * @param messagesPerSecond Rate limit of the number in messages per second: 20 for a number of the WhatsApp Business app,
 *     up to 1000 where Meta allows it. 0 switches rate limiting off, that of single recipients too. auto begins at 80,
 *     follows what webhook events report of the number, and is halved for a while when the API throttles.
 * @param operation What the producer does.
 * @param phoneNumberId The API's id of the number, as deliveries name it: those of another number are not run. Without
 *     it the id is learned from the first delivery.
 * @param proxyAuthPassword The password for the HTTP proxy.
 * @param proxyAuthUsername The user for the HTTP proxy.
 * @param proxyHost The HTTP proxy's host.
 * @param proxyPort The HTTP proxy's port.
 * @param redeliveryDelay How long a failed event waits before it runs again; doubles each time.
 * @param registerWebhook Whether to set webhookUrl and the secret header at 360dialog when the first consumer of the account
 *     starts.
 * @param requestTimeout How long the API may be silent after a request.
 * @param restoreWebhook Whether registerWebhook puts back what was registered before, when the component stops: for a program
 *     that borrows the number, as a test does.
 * @param signatureSecret When set, the header x-360dialog-signature of a delivery must be the HMAC-SHA256 of its body with this
 *     secret too.
 * @param splitLongText Whether a text longer than 4096 characters is sent as several messages; else it fails and nothing is
 *     sent.
 * @param sslContextParameters TLS towards the API. The server's certificate must be valid for the host name of the URL;
 *     see x509HostnameVerifier.
 * @param subscription Name of this consumer's durable subscription: events are kept for it while its route is stopped.
 *     The route's id if the route has one of its own, else what events says. Two consumers of an account must not have
 *     the same.
 * @param templateLanguage The template's language, for example en_US.
 * @param templateName Send the body as this template, unless a header names one.
 * @param templateOpensWindow Whether a template that was delivered opens the customer service window, as 360dialog's guide says; by
 *     Meta's pages only the user opens it.
 * @param to The recipient, unless the header CamelWhatsapp360To names one.
 * @param typingIndicator Whether the customer sees somebody typing while the route runs, until it has answered or 25 seconds have
 *     passed. Marks the message as read too.
 * @param unauthenticatedWebhook Whether a consumer may start without any secret, and take deliveries from anybody.
 * @param unhealthyAge The health check is DOWN when an event has waited longer than this; 0 for no bound.
 * @param unhealthyBacklog The health check is DOWN when more events wait than this; 0 for no bound.
 * @param useGlobalSslContextParameters Whether TLS towards the API uses the context's own parameters.
 * @param validate Whether a message is checked against WhatsApp's limits before it is sent; one that breaks them fails and
 *     nothing is sent.
 * @param webhookPath The path on which the webhook is served. {account} stands for the account's name.
 * @param webhookSecret What the header X-Whatsapp360-Secret of a delivery must hold. The default is derived from apiKey and the
 *     account's name, so that registerWebhook needs no more.
 * @param webhookUrl The public address of that path: https, without port, without underscore in the host (anything goes while
 *     baseUrl is a loopback address).
 * @param whenWindowClosed What to do with a free-form message while the customer service window is closed: fail with a
 *     WindowClosedException and send nothing, send windowTemplate instead, or send it anyway.
 * @param windowTemplate The template for whenWindowClosed=template, name and language as in reminder/en_US. If its body takes
 *     exactly one parameter, that is the text of the message.
 * @param x509HostnameVerifier Decides whether the certificate of the API, of a media host or of a redirect target fits
 *     the host name, in place of the usual check. Not for production: a verifier that accepts everything lets anybody
 *     with a trusted certificate read API key and messages.
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
        @Nullable String clock,
        @DefaultValue("8") Integer concurrentConsumers,
        @Nullable String configuration,
        @DefaultValue("10s") String connectTimeout,
        @Nullable String dataSource,
        @Nullable String deadLetterUri,
        @DefaultValue("8d") String dedupePeriod,
        @DefaultValue("false") Boolean downloadMedia,
        @DefaultValue("message") String events,
        @Nullable String headerFilterStrategy,
        @DefaultValue("true") Boolean healthCheckConsumerEnabled,
        @DefaultValue("true") Boolean healthCheckProducerEnabled,
        @DefaultValue("platform-http") String httpComponent,
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
        @DefaultValue("80") String messagesPerSecond,
        @DefaultValue("send") Whatsapp360Operations operation,
        @Nullable String phoneNumberId,
        @Nullable String proxyAuthPassword,
        @Nullable String proxyAuthUsername,
        @Nullable String proxyHost,
        @Nullable Integer proxyPort,
        @DefaultValue("1s") String redeliveryDelay,
        @DefaultValue("false") Boolean registerWebhook,
        @DefaultValue("30s") String requestTimeout,
        @DefaultValue("false") Boolean restoreWebhook,
        @Nullable String signatureSecret,
        @DefaultValue("true") Boolean splitLongText,
        @Nullable String sslContextParameters,
        @Nullable String subscription,
        @Nullable String templateLanguage,
        @Nullable String templateName,
        @DefaultValue("true") Boolean templateOpensWindow,
        @Nullable String to,
        @DefaultValue("false") Boolean typingIndicator,
        @DefaultValue("false") Boolean unauthenticatedWebhook,
        @DefaultValue("1h") String unhealthyAge,
        @DefaultValue("100000") Integer unhealthyBacklog,
        @DefaultValue("false") Boolean useGlobalSslContextParameters,
        @DefaultValue("true") Boolean validate,
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
