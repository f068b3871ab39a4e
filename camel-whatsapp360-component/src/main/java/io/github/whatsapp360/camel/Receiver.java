package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.Dispatcher;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.RedeliveryPolicy;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.Webhook;
import io.github.whatsapp360.webhook.WebhookSecurity;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of one account: one webhook, one inbox and one dispatcher for all its consumers.
 *
 * <p>It lives as long as the component: when the last consumer has stopped, the webhook still answers, 503, so that
 * 360dialog keeps what nobody takes at the moment. Events are handed out once the Camel context has started, so that no
 * consumer misses what was waiting.
 *
 * <p>Thread-safe.
 */
final class Receiver extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** 360dialog gives up after five seconds; a late 200 is better than an early 503. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** With a route before the answer, how long that takes is the route's affair. */
    private static final Duration PATIENCE_WITH_A_ROUTE = Duration.ofMinutes(5);

    private final Account account;
    private final CamelContext context;
    private final Takers takers = new Takers();
    private volatile boolean contextStarted;

    private @Nullable Parts parts;

    /** What there is from the first consumer's start until the component stops. */
    private record Parts(
            Inbox inbox,
            Dispatcher dispatcher,
            Consumer http,
            DeadLetterSender deadLetters,
            ExecutorService workers,
            ScheduledExecutorService timer,
            ExecutorService writer) {}

    Receiver(Account account, CamelContext context) {
        this.account = account;
        this.context = context;
    }

    /** A consumer starts; with the first one the webhook opens. */
    synchronized void attach(Whatsapp360Consumer consumer) throws Exception {
        takers.add(consumer);
        if (parts == null) {
            start();
        }
        changed();
    }

    /** A consumer is gone for good. */
    void detach(Whatsapp360Consumer consumer) {
        takers.remove(consumer);
        changed();
    }

    /** A consumer was suspended, resumed or stopped. */
    synchronized void changed() {
        Parts current = parts;
        if (current == null) {
            return;
        }
        if (!takers.anyRunning()) {
            current.dispatcher().stop();
        } else if (contextStarted) {
            current.dispatcher().start();
        }
    }

    /** Whether a delivery is taken: somebody wants it, now or after a resume. */
    private boolean accepts() {
        boolean keeps = !InboxChoice.keepsNothing(account.configuration());
        return !context.isStopping() && (takers.anyRunning() || (keeps && takers.anySuspended()));
    }

    /** Until all consumers are there nobody can tell what nobody wants. */
    private boolean wants(String family, String name) {
        return !contextStarted || takers.isWanted(family, name);
    }

    @Override
    protected void doStart() throws Exception {
        Whatsapp360Configuration options = account.configuration();
        WebhookSecurity security = security(options);
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        Clock clock = account.clock();
        ExecutorService writer = threads.newSingleThreadExecutor(this, "Whatsapp360Inbox-" + account.name());
        Inbox inbox = new InboxChoice(context, clock, account.inboxDirectory(), account.windows())
                .of(account.name(), options, writer);
        DeadLetterSender deadLetters = new DeadLetterSender(context, account.name(), options.getDeadLetterUri());
        ServiceHelper.startService(deadLetters);
        ExecutorService workers = threads.newFixedThreadPool(
                this, "Whatsapp360Consumer-" + account.name(), options.getConcurrentConsumers());
        ScheduledExecutorService timer =
                threads.newSingleThreadScheduledExecutor(this, "Whatsapp360Dispatcher-" + account.name());
        Dispatcher dispatcher = new Dispatcher(
                inbox,
                new EventRunner(new EventReader(Whatsapp360Exception::of), takers, deadLetters),
                new Dispatcher.Settings(
                        options.getConcurrentConsumers(),
                        new RedeliveryPolicy(
                                options.getMaximumRedeliveries(),
                                Duration.ofMillis(options.getRedeliveryDelay()),
                                Duration.ofMillis(options.getMaximumRedeliveryDelay()))),
                new Dispatcher.Threads(workers, timer),
                clock);
        inbox.open(dispatcher::wake);
        Webhook webhook = new Webhook(
                security,
                inbox,
                this::wants,
                InboxChoice.keepsNothing(options) ? PATIENCE_WITH_A_ROUTE : PATIENCE,
                (all, wanted) -> account.windows().store(inbox, all, wanted));
        Consumer http = httpConsumer(options, webhook);
        parts = new Parts(inbox, dispatcher, http, deadLetters, workers, timer, writer);
        ServiceHelper.startService(http.getEndpoint(), http);
        context.addStartupListener(new StartupListener() {
            @Override
            public void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
                contextStarted = true;
                changed();
            }
        });
        if (options.isRegisterWebhook()) {
            WebhookRegistration.check(options.getWebhookUrl(), options.getBaseUrl());
            new WebhookRegistration(
                            account.name(),
                            account.client(),
                            Objects.requireNonNull(options.getWebhookUrl()),
                            secret(options))
                    .register();
        }
    }

    @Override
    protected void doStop() {
        Parts current = parts;
        parts = null;
        if (current != null) {
            current.dispatcher().stop();
            ServiceHelper.stopAndShutdownServices(current.http(), current.deadLetters());
            context.getExecutorServiceManager().shutdownGraceful(current.workers());
            context.getExecutorServiceManager().shutdownGraceful(current.timer());
            current.inbox().close();
            context.getExecutorServiceManager().shutdownGraceful(current.writer());
        }
    }

    private Consumer httpConsumer(Whatsapp360Configuration options, Webhook webhook) throws Exception {
        String component = options.getHttpComponent();
        if (!(context.getComponent(component) instanceof RestConsumerFactory factory)) {
            throw new IllegalArgumentException(
                    "httpComponent=" + component
                            + " cannot serve HTTP here: name a component that can serve REST, and put its jar on the class path"
                            + " (for platform-http that is camel-platform-http-main on Camel Main, camel-platform-http-starter on Spring Boot)");
        }
        String path = options.getWebhookPath().replace("{account}", account.name());
        RestConfiguration rest = CamelContextHelper.getRestConfiguration(context, component);
        WebhookProcessor processor =
                new WebhookProcessor(webhook, this::accepts, ByteSize.parse(options.getMaximumDeliverySize()));
        Consumer consumer = factory.createConsumer(
                context,
                processor,
                // No verb: what is not taken is answered here, the same on every server.
                null,
                path.startsWith("/") ? path : "/" + path,
                null,
                null,
                null,
                rest,
                new HashMap<>());
        LOG.info("Webhook of account {} is served at {} by {}", account.name(), path, component);
        return consumer;
    }

    private WebhookSecurity security(Whatsapp360Configuration options) {
        String secret = secret(options);
        if (secret == null && options.getSignatureSecret() == null) {
            if (!options.isUnauthenticatedWebhook()) {
                throw new IllegalArgumentException("The webhook of account '" + account.name()
                        + "' would take deliveries from anybody: set apiKey (its secret is derived from it), webhookSecret or"
                        + " signatureSecret, or unauthenticatedWebhook=true if that is meant");
            }
            LOG.warn(
                    "The webhook of account {} takes deliveries from anybody (unauthenticatedWebhook=true)",
                    account.name());
        }
        return WebhookSecurity.of(secret, options.getSignatureSecret());
    }

    private @Nullable String secret(Whatsapp360Configuration options) {
        if (options.getWebhookSecret() != null) {
            return options.getWebhookSecret();
        }
        return options.getApiKey() == null ? null : WebhookSecurity.derivedSecret(options.getApiKey(), account.name());
    }
}
