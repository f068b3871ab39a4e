/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot;

import io.github.whatsapp360.flows.camel.Whatsapp360FlowOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the component {@code whatsapp360-flow}, as {@code application.yaml} and its editors know them. Do not
 * edit them by hand: {@code ConfigurationSourceTest} writes them from the component's catalog, in alphabetical order. A
 * name that is not here fails the start, as in Camel Main. The component gets only the options that are given; see
 * {@link Whatsapp360FlowAutoConfiguration}.
 *
 * <p>Sizes, durations and references ({@code #bean:name}) are text, in Camel's notation.
 *
 * <p>Thread-safe.
 *
 * @param enabled Whether the component is configured from here.
 * @param customizer Whether the component is configured from here, by the name that other starters of Camel have for
 *     it.
 * @param appSecret Secret of the Meta app that is connected to the flow. If set, the header X-Hub-Signature-256 of each
 *     request must be the HMAC-SHA256 of its body with this secret; otherwise the answer is 432. Flows that were
 *     created through 360dialog belong to 360dialog's app, whose secret is not known.
 * @param autowiredEnabled Whether autowiring is enabled. This is used for automatic autowiring options (the option must
 *     be marked as autowired) by looking up in the registry to find if there is a single instance of matching type,
 *     which then gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS
 *     connection factories, AWS Clients, etc.
 * @param bridgeErrorHandler Allows for bridging the consumer to the Camel routing Error Handler, which mean any
 *     exceptions (if possible) occurred while the Camel consumer is trying to pickup incoming messages, or the likes,
 *     will now be processed as a message and handled by the routing Error Handler. Important: This is only possible if
 *     the 3rd party component allows Camel to be alerted if an exception was thrown. Some components handle this
 *     internally only, and therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel
 *     component to hook into the 3rd party component and make this possible for future releases. By default the
 *     consumer will use the org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN
 *     or ERROR level and ignored.
 * @param clock Clock for the expiry of flow tokens. The default is the system clock. Tests can set a clock that they
 *     control.
 * @param concurrentConsumers Maximum number of requests that the route answers at the same time.
 * @param configuration Default values of the options of all endpoints.
 * @param errorMessage Text for the customer if the route fails, is too slow or gives no usable answer: the screen stays
 *     open and shows it. By default the answer is an error of HTTP, and WhatsApp shows its own text.
 * @param errors Whether the route also gets the notices of phones that could not use an answer, see the header
 *     CamelWhatsapp360FlowError. Its reply is ignored.
 * @param flowJson Flow JSON of the form, as a resource (file: or classpath:). If set, an answer with a screen that it
 *     does not have is an error.
 * @param healthCheckConsumerEnabled Used for enabling or disabling all consumer based health checks from this component
 * @param healthCheckProducerEnabled Used for enabling or disabling all producer based health checks from this
 *     component. Notice: Camel has by default disabled all producer based health-checks. You can turn on producer
 *     checks globally by setting camel.health.producersEnabled=true.
 * @param httpComponent Camel component that serves the endpoint: any REST consumer component, for example
 *     platform-http, jetty, netty-http, undertow, servlet.
 * @param invalidTokenMessage Text for the customer if the flow token is not valid.
 * @param lazyStartProducer Whether the producer should be started lazy (on the first message). By starting lazy you can
 *     use this to allow CamelContext and routes to startup in situations where a producer may otherwise fail during
 *     starting and cause the route to fail being started. By deferring this startup to be lazy then the startup failure
 *     can be handled during routing messages via Camel's routing error handlers. Beware that when the first message is
 *     processed then creating and starting the producer may take a little time and prolong the total processing time of
 *     the processing.
 * @param loopbackMedia Whether downloadFlowMedia also downloads over HTTP from this machine (127.0.0.1 and localhost).
 *     For tests.
 * @param maximumMediaSize Maximum size of a downloaded file. A larger one is refused.
 * @param maximumRequestSize Maximum size of a request. A larger one is answered 413.
 * @param mediaHosts Comma-separated hosts from which downloadFlowMedia downloads; an asterisk and a dot before a domain
 *     stand for all its hosts. Any other address is refused, because it comes from the customer.
 * @param mediaTimeout Time limit for the response of the host of a file.
 * @param operation Operation of the producer.
 * @param previousAppSecret Former secret of the app, which is also accepted. Set it while the secret is being changed.
 * @param previousPrivateKey Private key that was used before, as privateKey. Set it while phones may still use the
 *     former public key.
 * @param previousTokenSecret Former secret of the flow tokens, which are also accepted.
 * @param privateKey Private RSA key that decrypts the requests: PEM text (PKCS#8, PKCS#8 with a password, or PKCS#1),
 *     the address of a PEM file or key store (file: or classpath:; .p12, .pfx or .jks for a key store), or #bean of a
 *     KeyStore, KeyStoreParameters, KeyPair or PrivateKey. Several keys are tried in their order; the first is the one
 *     whose public key is registered. A file is loaded again when a request cannot be decrypted.
 * @param privateKeyAlias Alias of the current key in a key store with several keys.
 * @param privateKeyPassword Password of encrypted private keys and of key stores.
 * @param registerKey Whether to upload the public key of privateKey at 360dialog when the consumer starts, unless it is
 *     there already, and to check its status. Uses the apiKey of whatsapp360:account. Retries in the background.
 * @param responseTimeout Time limit of an answer. The phone waits 10 seconds. A later reply of the route is dropped.
 * @param tokenSecret Secret of the flow tokens, at least 16 characters. If set, only tokens that
 *     io.github.whatsapp360.flows.FlowTokens issued with the same secret are accepted, until they expire or their form
 *     is completed; otherwise the answer is 427.
 * @param usedTokens Repository of the tokens of completed forms. The default is one in memory of 100,000 tokens.
 *     Several nodes, and restarts, require a shared one.
 * @param webhookPath Path of the endpoint. {account} is replaced by the name of the account. Without tokenSecret and
 *     appSecret set one that nobody can guess: it is then the only protection.
 */
@ConfigurationProperties(prefix = Whatsapp360FlowComponentConfiguration.PREFIX, ignoreUnknownFields = false)
public record Whatsapp360FlowComponentConfiguration(
        @DefaultValue("true") Boolean enabled,
        @DefaultValue Customizer customizer,
        @Nullable String appSecret,
        @DefaultValue("true") Boolean autowiredEnabled,
        @DefaultValue("false") Boolean bridgeErrorHandler,
        @Nullable String clock,
        @DefaultValue("20") Integer concurrentConsumers,
        @Nullable String configuration,
        @Nullable String errorMessage,
        @DefaultValue("false") Boolean errors,
        @Nullable String flowJson,
        @DefaultValue("true") Boolean healthCheckConsumerEnabled,
        @DefaultValue("true") Boolean healthCheckProducerEnabled,
        @DefaultValue("platform-http") String httpComponent,
        @DefaultValue("This form is no longer valid.") String invalidTokenMessage,
        @DefaultValue("false") Boolean lazyStartProducer,
        @DefaultValue("false") Boolean loopbackMedia,
        @DefaultValue("25MB") String maximumMediaSize,
        @DefaultValue("1MB") String maximumRequestSize,
        @DefaultValue("*.whatsapp.net") String mediaHosts,
        @DefaultValue("1m") String mediaTimeout,
        @DefaultValue("downloadFlowMedia") Whatsapp360FlowOperations operation,
        @Nullable String previousAppSecret,
        @Nullable String previousPrivateKey,
        @Nullable String previousTokenSecret,
        @Nullable String privateKey,
        @Nullable String privateKeyAlias,
        @Nullable String privateKeyPassword,
        @DefaultValue("false") Boolean registerKey,
        @DefaultValue("9s") String responseTimeout,
        @Nullable String tokenSecret,
        @Nullable String usedTokens,
        @DefaultValue("/whatsapp360-flow/{account}") String webhookPath) {

    static final String PREFIX = "camel.component.whatsapp360-flow";

    /**
     * The switch that all starters of Camel have.
     *
     * @param enabled Whether the component is configured from here.
     */
    public record Customizer(@DefaultValue("true") Boolean enabled) {}

    /** Without the options, some of which are secrets. */
    @Override
    public String toString() {
        return "Whatsapp360FlowComponentConfiguration";
    }
}
