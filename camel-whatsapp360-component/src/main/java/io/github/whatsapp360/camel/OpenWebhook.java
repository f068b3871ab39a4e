package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.inbox.Dispatcher;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.RedeliveryPolicy;
import io.github.whatsapp360.json.EventReader;
import io.github.whatsapp360.webhook.Answer;
import io.github.whatsapp360.webhook.EventElement;
import io.github.whatsapp360.webhook.Webhook;
import io.github.whatsapp360.webhook.WebhookSecurity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account needs to receive, put together: HTTP consumer, webhook, inbox and dispatcher. Opened once and closed once.
 *
 * <p>Thread-safe once it is open.
 */
final class OpenWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(OpenWebhook.class);

    /** 360dialog gives up after five seconds; a late 200 is better than an early 503. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** With a route before the answer, how long that takes is the route's affair. */
    private static final Duration PATIENCE_WITH_A_ROUTE = Duration.ofMinutes(5);

    private final Account account;
    private final CamelContext context;
    private final Whatsapp360Configuration options;
    private final Clock clock;
    private final DeliveryCounts counts = new DeliveryCounts();
    private final Meters meters;
    private final Inbox inbox;
    private final DeadLetterSender deadLetters;
    private final ExecutorService writer;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final Dispatcher dispatcher;
    private @Nullable Service http;
    private @Nullable WebhookRegistration registration;

    /** Who may say what is taken. */
    interface Gate {
        /** Whether deliveries are taken at present. */
        boolean accepts();

        /** Whether somebody takes events of this kind. */
        boolean wants(String family, String name);
    }

    OpenWebhook(Account account, CamelContext context, Takers takers) {
        this.account = account;
        this.context = context;
        this.options = account.configuration();
        this.clock = account.clock();
        this.meters = account.meters();
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        this.writer = threads.newFixedThreadPool(this, "Whatsapp360Inbox-" + account.name(), InboxChoice.THREADS);
        this.inbox = new InboxChoice(context, clock, account.inboxDirectory(), account.windows())
                .of(account.name(), options, writer);
        this.deadLetters = new DeadLetterSender(context, account.name(), options.getDeadLetterUri());
        this.workers = threads.newFixedThreadPool(
                this, "Whatsapp360Consumer-" + account.name(), options.getConcurrentConsumers());
        this.timer = threads.newSingleThreadScheduledExecutor(this, "Whatsapp360Dispatcher-" + account.name());
        this.dispatcher = new Dispatcher(
                inbox,
                new EventRunner(new EventReader(Whatsapp360Exception::of), takers, deadLetters, meters),
                new Dispatcher.Settings(
                        options.getConcurrentConsumers(),
                        new RedeliveryPolicy(
                                options.getMaximumRedeliveries(),
                                Duration.ofMillis(options.getRedeliveryDelay()),
                                Duration.ofMillis(options.getMaximumRedeliveryDelay()))),
                new Dispatcher.Threads(workers, timer),
                clock);
    }

    /**
     * Opens the inbox, serves HTTP, and registers the webhook if that is wanted. After a failure {@link #close} is due all the
     * same.
     */
    void open(Gate gate) throws Exception {
        WebhookSecurity security = WebhookSecret.security(account.name(), options);
        String path = HttpServer.absolute(options.getWebhookPath().replace("{account}", account.name()));
        account.claim(options.getHttpComponent() + ":" + path);
        ServiceHelper.startService(deadLetters);
        inbox.open(dispatcher::wake);
        Duration patience = InboxChoice.keepsNothing(options) ? PATIENCE_WITH_A_ROUTE : PATIENCE;
        HttpServer server = new HttpServer(context, options.getHttpComponent());
        int maximumSize = ByteSize.parse(options.getMaximumDeliverySize());
        Service served = server.serve(
                path,
                new WebhookProcessor(
                        new Webhook(account.name(), security, inbox, gate::wants, patience, this::store),
                        new WebhookProcessor.Settings(
                                server::request, gate::accepts, maximumSize, System::nanoTime, this::answered)));
        http = served;
        ServiceHelper.startService(served);
        LOG.info("Webhook of account {} is served at {} by {}", account.name(), path, options.getHttpComponent());
        measure();
        register();
    }

    private CompletableFuture<?> store(List<EventElement> all, List<InboxEvent> wanted) {
        account.hear(all);
        return account.windows().store(inbox, all, wanted);
    }

    private void register() {
        String url = options.getWebhookUrl();
        if (options.isRegisterWebhook()) {
            WebhookRegistration.check(url, options.getBaseUrl());
        }
        if (url != null && options.getApiKey() != null) {
            registration = new WebhookRegistration(
                    account.name(), account::client, url, WebhookSecret.of(account.name(), options));
        }
        if (options.isRegisterWebhook()) {
            Objects.requireNonNullElseGet(registration, this::noKey).register();
        }
    }

    /** Asking for the client tells what is missing. */
    private WebhookRegistration noKey() {
        throw new IllegalArgumentException("registerWebhook of account '" + account.name() + "' needs apiKey");
    }

    private void answered(Answer answer, Long nanos) {
        counts.add(answer);
        meters.count("whatsapp360.deliveries", "answer", Integer.toString(answer.status()));
        if (answer.status() == Answer.OK.status()) {
            meters.time("whatsapp360.ack.latency", Duration.ofNanos(nanos));
        }
    }

    private void measure() {
        meters.gauge("whatsapp360.inbox.waiting", null, () -> inbox.state().waiting());
        meters.gauge(
                "whatsapp360.inbox.oldest.age", "seconds", () -> oldestAge().toMillis() / 1000.0);
        meters.gauge("whatsapp360.deadletters", null, () -> inbox.state().deadLetters());
        meters.gauge("whatsapp360.inflight", null, dispatcher::inFlight);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Inbox inbox() {
        return inbox;
    }

    DeliveryCounts counts() {
        return counts;
    }

    /** Null unless it is known where 360dialog should deliver, and there is a key to ask with. */
    @Nullable
    WebhookRegistration registration() {
        return registration;
    }

    /** How long the oldest waiting event has waited; zero when none waits. */
    Duration oldestAge() {
        InboxState state = inbox.state();
        Instant oldest = state.oldest();
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Stops what was opened, in the reverse order. What waits stays in the inbox. */
    void close() {
        meters.close();
        dispatcher.stop();
        if (registration != null && options.isRestoreWebhook()) {
            registration.restore();
        }
        ServiceHelper.stopAndShutdownServices(http, deadLetters);
        context.getExecutorServiceManager().shutdownGraceful(workers);
        context.getExecutorServiceManager().shutdownGraceful(timer);
        inbox.close();
        context.getExecutorServiceManager().shutdownGraceful(writer);
        account.unclaim();
        LOG.info("Webhook of account {} is closed", account.name());
    }
}
