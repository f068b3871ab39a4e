/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel.internal;

import io.github.whatsapp360.camel.Whatsapp360Component;
import io.github.whatsapp360.camel.internal.http.HttpServer;
import io.github.whatsapp360.camel.internal.http.WebhookProcessor;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.ByteSize;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.flows.FlowTokens;
import io.github.whatsapp360.flows.camel.Whatsapp360FlowConfiguration;
import io.github.whatsapp360.flows.internal.RequestSignature;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running data endpoint of a consumer. Opened once and closed once.
 *
 * <p>Thread-safe once it is open.
 */
public final class FlowServer {

    private static final Logger LOG = LoggerFactory.getLogger(FlowServer.class);

    private static final int MAXIMUM_USED_TOKENS = 100_000;

    /** Requests that wait for a thread; after the time-out their phones have given up. */
    private static final int MAXIMUM_WAITING = 1_000;

    private final DefaultConsumer consumer;
    private final CamelContext context;
    private final String account;
    private final Whatsapp360FlowConfiguration options;
    private final String path;
    private final HttpServer server;
    private final FlowRequestHandler.Checks checks;
    private final FlowExchanges route;
    private final int maximumSize;
    private final Meters meters;
    private final RecentAnswers recent = new RecentAnswers();
    private @Nullable KeyRegistration registration;
    private @Nullable ScheduledExecutorService registering;
    private @Nullable ExecutorService threads;
    private @Nullable Service http;

    /**
     * Reads the options.
     *
     * @param clock decides when flow tokens expire
     * @throws IllegalArgumentException if an option is wrong or missing, naming account and option
     */
    public FlowServer(DefaultConsumer consumer, String account, Whatsapp360FlowConfiguration options, Clock clock) {
        this.consumer = consumer;
        this.context = consumer.getEndpoint().getCamelContext();
        this.account = account;
        this.options = options;
        this.path = HttpServer.absolute(account, options.getWebhookPath().replace("{account}", account));
        this.server = new HttpServer(context, account, options.getHttpComponent());
        this.maximumSize = ByteSize.parse(account, "maximumRequestSize", options.getMaximumRequestSize());
        requirePositive("responseTimeout", options.getResponseTimeout());
        requirePositive("concurrentConsumers", options.getConcurrentConsumers());
        KeySource keys = new KeySource(
                context,
                account,
                new KeySource.Options(
                        options.getPrivateKey(),
                        options.getPreviousPrivateKey(),
                        options.getPrivateKeyPassword(),
                        options.getPrivateKeyAlias()),
                System::nanoTime);
        this.checks = new FlowRequestHandler.Checks(signature(), keys, new TokenCheck(tokens(clock), usedTokens()));
        this.route = new FlowExchanges(consumer, account, FlowScreens.of(context, account, options.getFlowJson()));
        this.meters = Meters.of(context, account);
    }

    private void requirePositive(String option, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, "expected " + option + " to be positive, actual is " + value));
        }
    }

    private RequestSignature signature() {
        for (String secret : new @Nullable String[] {options.getAppSecret(), options.getPreviousAppSecret()}) {
            if (secret != null && secret.isBlank()) {
                throw new IllegalArgumentException(AccountMessage.of(account, "appSecret must not be empty"));
            }
        }
        if (options.getAppSecret() == null && options.getPreviousAppSecret() != null) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, "previousAppSecret requires appSecret, which is not set"));
        }
        return new RequestSignature(Stream.of(options.getAppSecret(), options.getPreviousAppSecret())
                .filter(Objects::nonNull)
                .toList());
    }

    private @Nullable FlowTokens tokens(Clock clock) {
        String secret = options.getTokenSecret();
        if (secret == null) {
            if (options.getPreviousTokenSecret() != null) {
                throw new IllegalArgumentException(
                        AccountMessage.of(account, "previousTokenSecret requires tokenSecret, which is not set"));
            }
            return null;
        }
        try {
            FlowTokens tokens = new FlowTokens(secret);
            tokens.setPreviousSecret(options.getPreviousTokenSecret());
            tokens.setClock(clock);
            return tokens;
        } catch (IllegalArgumentException tooShort) {
            throw new IllegalArgumentException(
                    AccountMessage.of(account, "tokenSecret cannot be used: " + tooShort.getMessage()));
        }
    }

    private IdempotentRepository usedTokens() {
        IdempotentRepository shared = options.getUsedTokens();
        return shared == null ? MemoryIdempotentRepository.memoryIdempotentRepository(MAXIMUM_USED_TOKENS) : shared;
    }

    public String httpComponent() {
        return options.getHttpComponent();
    }

    public String path() {
        return path;
    }

    /** Serves HTTP. {@link #close} must also be called after a failure. */
    public void open() throws Exception {
        warnIfUnprotected();
        ServiceHelper.startService(checks.tokens().used());
        ThreadPoolProfile profile = new ThreadPoolProfile("whatsapp360-flow-" + account);
        profile.setPoolSize(options.getConcurrentConsumers());
        profile.setMaxPoolSize(options.getConcurrentConsumers());
        profile.setMaxQueueSize(MAXIMUM_WAITING);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        ExecutorService pool =
                context.getExecutorServiceManager().newThreadPool(this, "Whatsapp360Flow-" + account, profile);
        threads = pool;
        FlowRequestHandler handler = new FlowRequestHandler(
                account,
                checks,
                new FlowRequestHandler.Texts(options.getInvalidTokenMessage(), options.getErrorMessage()),
                new FlowRequestHandler.Routing(
                        this::isAccepting,
                        route,
                        pool,
                        Duration.ofMillis(options.getResponseTimeout()),
                        options.isErrors()),
                meters);
        Service served = server.serve(
                path,
                new WebhookProcessor(
                        handler,
                        new WebhookProcessor.Settings(server::request, maximumSize, System::nanoTime, this::answered)));
        http = served;
        server.start(served);
        LOG.info("Flow endpoint of account {} is served at {} by {}", account, path, options.getHttpComponent());
        if (options.isRegisterKey()) {
            register();
        }
    }

    private void register() {
        String publicKey = checks.keys().keys().publicPem();
        if (publicKey == null) {
            throw new IllegalArgumentException(AccountMessage.of(
                    account,
                    "registerKey=true needs the public key, which cannot be derived from this privateKey: use a"
                            + " KeyStore with a certificate, or a KeyPair"));
        }
        Whatsapp360Component messages = context.getComponent("whatsapp360", Whatsapp360Component.class);
        // A missing apiKey is an error of the configuration and not retried.
        Whatsapp360Client unused = messages.client(account);
        ScheduledExecutorService timer = context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "Whatsapp360FlowKey-" + account);
        registering = timer;
        KeyRegistration starting = new KeyRegistration(account, publicKey, () -> messages.client(account), timer);
        registration = starting;
        starting.start();
    }

    /** The health check of this endpoint, once it is open. */
    public HealthCheck healthCheck() {
        return new FlowHealthCheck(account, recent, registration);
    }

    private void warnIfUnprotected() {
        boolean guessable = options.getWebhookPath().equals(new Whatsapp360FlowConfiguration().getWebhookPath());
        if (guessable && options.getTokenSecret() == null && options.getAppSecret() == null) {
            LOG.warn(
                    "The flow endpoint of account {} answers anyone who knows the public key: set tokenSecret, or"
                            + " appSecret, or a webhookPath that nobody can guess",
                    account);
        }
    }

    private boolean isAccepting() {
        return consumer.isRunAllowed() && !consumer.isSuspendingOrSuspended();
    }

    private void answered(WebhookResponse answer, Long nanos) {
        recent.add(answer, nanos);
        meters.count("whatsapp360.flow.requests", "answer", Integer.toString(answer.status()));
        meters.time("whatsapp360.flow.latency", Duration.ofNanos(nanos));
    }

    /** Closes everything in reverse order. */
    public void close() {
        meters.close();
        if (registering != null) {
            List<Runnable> unused = context.getExecutorServiceManager().shutdownNow(registering);
        }
        ServiceHelper.stopAndShutdownService(http);
        if (threads != null) {
            context.getExecutorServiceManager().shutdownGraceful(threads);
        }
        if (options.getUsedTokens() == null) {
            ServiceHelper.stopAndShutdownService(checks.tokens().used());
        }
        LOG.info("Flow endpoint of account {} is closed", account);
    }
}
