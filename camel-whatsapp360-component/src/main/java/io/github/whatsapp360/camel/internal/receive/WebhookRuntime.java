/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.delivery.SentMessageStore;
import io.github.whatsapp360.camel.internal.http.DeliveryHandler;
import io.github.whatsapp360.camel.internal.http.HttpServer;
import io.github.whatsapp360.camel.internal.http.WebhookProcessor;
import io.github.whatsapp360.camel.internal.store.AccountStore;
import io.github.whatsapp360.camel.internal.store.StoreFactory;
import io.github.whatsapp360.camel.internal.support.ByteSize;
import io.github.whatsapp360.camel.internal.support.Meters;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.internal.Dispatcher;
import io.github.whatsapp360.inbox.internal.MonotonicClock;
import io.github.whatsapp360.inbox.internal.RedeliveryPolicy;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.internal.EventElement;
import io.github.whatsapp360.webhook.internal.Webhook;
import io.github.whatsapp360.webhook.internal.WebhookResponse;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running webhook of an account: HTTP consumer, webhook, inbox and dispatcher. Opened once and closed once.
 *
 * <p>Thread-safe once it is open.
 */
public final class WebhookRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRuntime.class);

    /** Slightly below the timeout of 360dialog (5 s): a late 200 is better than an early 503. */
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(4);

    private static final Duration ORPHAN_CHECK_INTERVAL = Duration.ofHours(1);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    /** Used if the route runs before the response, whose duration depends on the route. */
    private static final Duration ROUTE_TIMEOUT = Duration.ofMinutes(5);

    private final ReceivingAccount account;
    private final CamelContext context;
    private final Whatsapp360Configuration options;
    private final Clock clock;
    private final DeliveryCounts counts = new DeliveryCounts();
    private final Meters meters;
    private final Inbox inbox;
    private final DeliveryRouter router;
    private final DeadLetterSender deadLetters;
    private final ExecutorService writer;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final Dispatcher dispatcher;
    private final OrphanedEvents orphaned;
    private final EventRunner handler;
    private volatile @Nullable Serving serving;
    private final @Nullable SentMessageStore sentMessages;
    private boolean inboxOpened;
    private @Nullable Service http;
    private @Nullable WebhookRegistration registration;
    private @Nullable WebhookRegistrar registrar;
    private @Nullable ScheduledExecutorService registering;
    private @Nullable String pathMismatch;
    private @Nullable String servedPath;

    /** Decides which deliveries and events are accepted. */
    interface Admission {
        /** Whether deliveries are accepted at present. */
        boolean accepts();

        /** The subscriptions that receive such events, whether or not they are running; empty if there are none. */
        List<String> subscriptionsOf(String family, String name);
    }

    WebhookRuntime(ReceivingAccount account, CamelContext context, Subscriptions subscriptions) {
        this.account = account;
        this.context = context;
        this.options = account.configuration();
        this.clock = account.clock();
        this.meters = account.meters();
        this.deadLetters = new DeadLetterSender(context, account.name(), options.getDeadLetterUri());
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        this.writer = threads.newFixedThreadPool(this, "Whatsapp360Inbox-" + account.name(), StoreFactory.THREADS);
        this.workers = threads.newFixedThreadPool(
                this, "Whatsapp360Consumer-" + account.name(), options.getConcurrentConsumers());
        this.timer = threads.newSingleThreadScheduledExecutor(this, "Whatsapp360Dispatcher-" + account.name());
        this.handler = new EventRunner(
                new EventReader(Whatsapp360Exception::of),
                subscriptions,
                deadLetters,
                meters,
                new HandoverMonitor(context, timer),
                account.identities());
        boolean made = false;
        try {
            MonotonicClock steady = MonotonicClock.following(clock);
            AccountStore store = new StoreFactory(
                            context,
                            clock,
                            steady,
                            account.inboxDirectory(),
                            account::memoryInbox,
                            this::subscriptionsOf)
                    .create(account.name(), options, writer);
            this.inbox = store.inbox();
            account.windows().useStore(store);
            account.identities().useStore(store);
            account.number().useStore(store.number());
            account.billed().useStore(store);
            this.sentMessages = store.sentMessages();
            this.router = new DeliveryRouter(account, inbox, meters, () -> serving != null);
            this.orphaned = new OrphanedEvents(account.name(), inbox, subscriptions, clock);
            this.dispatcher = dispatcher(steady);
            made = true;
        } finally {
            if (!made) {
                List.of(writer, workers, timer).forEach(threads::shutdownNow);
            }
        }
    }

    private Dispatcher dispatcher(MonotonicClock steady) {
        return new Dispatcher(
                inbox,
                handler,
                new Dispatcher.Settings(
                        account.name(),
                        options.getConcurrentConsumers(),
                        new RedeliveryPolicy(
                                options.getMaximumRedeliveries(),
                                Duration.ofMillis(options.getRedeliveryDelay()),
                                Duration.ofMillis(options.getMaximumRedeliveryDelay()))),
                new Dispatcher.Threads(workers, timer),
                steady);
    }

    /**
     * Opens the inbox, serves HTTP, and registers the webhook if configured. {@link #close} must also be called after a
     * failure.
     */
    void open(Admission admission) throws Exception {
        WebhookSecurity security = WebhookSecret.security(account.name(), options);
        String path =
                HttpServer.absolute(account.name(), options.getWebhookPath().replace("{account}", account.name()));
        account.accounts().claimPath(options.getHttpComponent() + ":" + path, account.name());
        ServiceHelper.startService(deadLetters);
        account.accounts().claimInbox(inbox, account.name());
        inboxOpened = true;
        inbox.open(dispatcher::wake);
        account.number().open(options.getPhoneNumberId());
        account.billed().open(meters);
        account.sentMessages().open(sentMessages, Duration.ofMillis(options.getSentMessagePeriod()), this::take);
        Duration timeout = StoreFactory.keepsNothing(options) ? ROUTE_TIMEOUT : STORE_TIMEOUT;
        HttpServer server = new HttpServer(context, account.name(), options.getHttpComponent());
        int maximumSize = ByteSize.parse(account.name(), "maximumDeliverySize", options.getMaximumDeliverySize());
        Webhook webhook = new Webhook(
                account.name(),
                security,
                inbox,
                admission::subscriptionsOf,
                new Webhook.Timing(clock, timeout),
                router);
        serving = new Serving(webhook, admission);
        Service served = server.serve(
                path,
                new WebhookProcessor(
                        new DeliveryHandler(webhook, admission::accepts, account.tracing()),
                        new WebhookProcessor.Settings(server::request, maximumSize, System::nanoTime, this::answered)));
        http = served;
        server.start(served);
        servedPath = path;
        LOG.info("Webhook of account {} is served at {} by {}", account.name(), path, options.getHttpComponent());
        measure();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                this::expireOrphaned,
                ORPHAN_CHECK_INTERVAL.toMinutes(),
                ORPHAN_CHECK_INTERVAL.toMinutes(),
                TimeUnit.MINUTES);
        ScheduledFuture<?> unusedSweep = timer.scheduleWithFixedDelay(
                this::sweepSentMessages, SWEEP_INTERVAL.toMillis(), SWEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        register(path);
    }

    /** Not before all routes are known: an event is stored for those that take it. */
    private void sweepSentMessages() {
        if (context.isStarted() && account.sentMessages().isSweepDue()) {
            account.callbacks().execute(account.sentMessages()::sweep);
        }
    }

    /** The subscriptions of an event that was stored by an earlier version. */
    private List<String> subscriptionsOf(InboxEvent stored) {
        InboundEvent event = new EventReader(Whatsapp360Exception::of).read(stored.body());
        return account.subscriptions().taking(event.family(), event.name());
    }

    /** The webhook and its admission policy. */
    private record Serving(Webhook webhook, Admission admission) {}

    /** Stores events of this account that were delivered to another one, as {@link Inbox#store}. */
    CompletableFuture<?> take(List<EventElement> events) {
        Serving current = serving;
        return current == null || !current.admission().accepts()
                ? DeliveryRouter.refusal(account.name())
                : current.webhook().take(events);
    }

    private void register(String path) {
        String url = options.getWebhookUrl();
        if (options.isRegisterWebhook()) {
            WebhookRegistration.check(account.name(), url, options.getBaseUrl());
        }
        pathMismatch = url == null ? null : WebhookRegistration.mismatch(url, path);
        if (pathMismatch != null) {
            LOG.warn(
                    "Webhook of account {}: {}. Unless a proxy rewrites the path, deliveries are answered 404",
                    account.name(),
                    pathMismatch);
        }
        if (url != null && options.getApiKey() != null) {
            registration = new WebhookRegistration(
                    account.name(), account::client, url, WebhookSecret.of(account.name(), options));
        }
        if (options.isRegisterWebhook()) {
            WebhookRegistration wanted = Objects.requireNonNullElseGet(registration, this::noKey);
            // A failure to create the client is a configuration error and not retried.
            Object unused = account.client();
            ScheduledExecutorService thread = context.getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "Whatsapp360Registration-" + account.name());
            registering = thread;
            registrar = new WebhookRegistrar(account.name(), wanted, thread);
            registrar.start();
        }
    }

    private void endRegistering() {
        ScheduledExecutorService thread = registering;
        if (thread == null) {
            return;
        }
        List<Runnable> unused = context.getExecutorServiceManager().shutdownNow(thread);
        if (registration != null && options.isRestoreWebhook()) {
            awaitEnd(thread);
            registration.restore();
        }
    }

    /** Ends the attempts first, so that none of them overwrites the restored webhook. */
    private static void awaitEnd(ScheduledExecutorService thread) {
        try {
            if (!thread.awaitTermination(STORE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The registration is still in progress");
            }
        } catch (InterruptedException shutDown) {
            Thread.currentThread().interrupt();
        }
    }

    /** Never returns: reports the missing option. */
    private WebhookRegistration noKey() {
        throw new IllegalArgumentException("registerWebhook of account '" + account.name() + "' needs apiKey");
    }

    private void answered(WebhookResponse answer, Long nanos) {
        counts.add(answer);
        meters.count("whatsapp360.deliveries", "answer", Integer.toString(answer.status()));
        if (answer.status() == WebhookResponse.OK.status()) {
            meters.time("whatsapp360.ack.latency", Duration.ofNanos(nanos));
        }
    }

    private void expireOrphaned() {
        try {
            workers.execute(this::expireOrphanedNow);
        } catch (RejectedExecutionException ending) {
            LOG.debug(
                    "Account {} is stopping; orphaned events are checked after the next start", account.name(), ending);
        }
    }

    private void expireOrphanedNow() {
        try {
            orphaned.expire(Duration.ofMillis(options.getDedupePeriod()), handler::buried);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "Account {}: cannot read the orphaned events; retrying in {}",
                    account.name(),
                    ORPHAN_CHECK_INTERVAL,
                    failed);
        }
    }

    private void measure() {
        meters.gauge("whatsapp360.inbox.waiting", null, () -> inbox.state().waiting());
        meters.gauge(
                "whatsapp360.inbox.oldest.age", "seconds", () -> oldestAge().toMillis() / 1000.0);
        meters.gauge("whatsapp360.inbox.orphaned", null, orphaned::count);
        meters.gauge("whatsapp360.service.free.used", null, account.billed()::freeServiceMessagesUsed);
        meters.gauge("whatsapp360.deadletters", null, () -> inbox.state().deadLetters());
        meters.gauge("whatsapp360.inflight", null, dispatcher::inFlight);
    }

    public Dispatcher dispatcher() {
        return dispatcher;
    }

    public Inbox inbox() {
        return inbox;
    }

    OrphanedEvents orphaned() {
        return orphaned;
    }

    DeliveryCounts counts() {
        return counts;
    }

    /** Null unless webhookUrl and apiKey are set. */
    @Nullable
    public WebhookRegistration registration() {
        return registration;
    }

    /** Null unless the webhook is to be registered. */
    @Nullable
    WebhookRegistrar registrar() {
        return registrar;
    }

    /** The path of the webhook; null before it is served. */
    @Nullable
    String servedPath() {
        return servedPath;
    }

    /** A description with both paths if the path of webhookUrl does not match; otherwise null. */
    @Nullable
    String pathMismatch() {
        return pathMismatch;
    }

    /** The age of the oldest waiting event; zero if there is none. */
    Duration oldestAge() {
        InboxState state = inbox.state();
        Instant oldest = state.oldest();
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Closes everything in reverse order. Waiting events stay in the inbox. */
    void close() {
        serving = null;
        meters.close();
        dispatcher.stop();
        endRegistering();
        ServiceHelper.stopAndShutdownServices(http, deadLetters);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        context.getExecutorServiceManager().shutdownGraceful(timer);
        if (inboxOpened) {
            account.sentMessages().close();
            inbox.close();
            account.accounts().releaseInbox(inbox);
        }
        context.getExecutorServiceManager().shutdownGraceful(writer);
        account.accounts().releasePaths(account.name());
        LOG.info("Webhook of account {} is closed", account.name());
    }
}
