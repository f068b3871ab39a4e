package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.json.FormFiles;
import io.github.whatsapp360.json.FormFiles.FormFile;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its route with the events it takes. Several consumers of one account share the account's webhook and inbox.
 *
 * <p>Thread-safe.
 */
public class Whatsapp360Consumer extends DefaultConsumer implements Suspendable, ShutdownAware, HealthCheckAware {

    private static final Logger LOG = LoggerFactory.getLogger(Whatsapp360Consumer.class);

    private final Account account;
    private final EventSelection selection;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final @Nullable ReadReceipts receipts;
    private final boolean downloadMedia;
    private volatile boolean ending;
    private volatile @Nullable HealthCheck healthCheck;

    Whatsapp360Consumer(Whatsapp360Endpoint endpoint, Processor processor, Account account) {
        super(endpoint, processor);
        this.account = account;
        this.selection =
                EventSelection.parse(account.name(), endpoint.getConfiguration().getEvents());
        this.receipts = ReadReceipts.of(account, endpoint.getConfiguration());
        this.downloadMedia = endpoint.getConfiguration().isDownloadMedia();
    }

    /** Whether a consumer takes events at present. */
    enum Taking {
        /** Takes events and runs them. */
        RUNNING,
        /** Takes events and lets them wait. */
        SUSPENDED,
        /** Takes none. */
        STOPPED
    }

    Taking taking() {
        if (ending || !(isStarted() || isStarting() || isSuspendingOrSuspended())) {
            return Taking.STOPPED;
        }
        return isSuspendingOrSuspended() ? Taking.SUSPENDED : Taking.RUNNING;
    }

    EventSelection selection() {
        return selection;
    }

    /** The name of its subscription: what tells this consumer from the others of its account, also after a restart. */
    String subscription() {
        return Subscriptions.nameOf(((Whatsapp360Endpoint) getEndpoint()).getConfiguration(), getRoute());
    }

    /** Whose subscription it is: its route's, or its own if it has none. */
    Object owner() {
        Route route = getRoute();
        return route == null ? this : route;
    }

    /**
     * Runs the route with one event.
     *
     * @param timer checks later whether the route has discarded the exchange
     * @param done called once, when the exchange has ended, with what it failed with; null if it did not fail
     */
    void run(InboundEvent event, Claim claim, ScheduledExecutorService timer, Consumer<@Nullable Throwable> done) {
        if (receipts != null && claim.attempts() == 0) {
            receipts.send(event);
        }
        Exchange exchange = createExchange(true);
        EventHeaders.set(exchange.getIn(), event, account.name(), claim);
        account.windows().describe(exchange.getIn(), event);
        exchange.getIn().setBody(event);
        inFlight.incrementAndGet();
        EventCompletion completion = new EventCompletion(exchange, timer, problem -> {
            inFlight.decrementAndGet();
            done.accept(problem);
        });
        List<FormFile> files = downloadMedia ? files(event) : List.of();
        if (files.isEmpty()) {
            getAsyncProcessor().process(exchange, completion);
        } else {
            downloadThenProcess(files, exchange, completion);
        }
    }

    private static List<FormFile> files(InboundEvent event) {
        String mediaId = event.mediaId();
        return mediaId == null ? FormFiles.of(event) : List.of(new FormFile(mediaId, event.mediaFileName()));
    }

    /** The download is the first step of the route: its failure is the exchange's, and the route's error handler sees it. */
    private void downloadThenProcess(List<FormFile> files, Exchange exchange, EventCompletion completion) {
        CompletableFuture<?> all = CompletableFuture.completedFuture(null);
        for (FormFile file : files) {
            all = all.thenCompose(previous -> account.client().downloadMedia(file.id()))
                    .thenAccept(media ->
                            AttachedFiles.attach(exchange.getIn(), ReceivedFile.of(media, file.name(), exchange)));
        }
        CompletableFuture<?> unused = all.handleAsync(
                        (attached, failure) -> {
                            if (failure != null) {
                                fail(exchange, account.named(Whatsapp360Exception.in(failure)));
                            }
                            return getAsyncProcessor().process(exchange, completion);
                        },
                        account.callbacks())
                .exceptionally(refused -> {
                    exchange.setException(refused);
                    completion.done(false);
                    return false;
                });
    }

    /** As bridgeErrorHandler does it, without which an error handler takes no exchange that came in failed. */
    private static void fail(Exchange exchange, Whatsapp360Exception problem) {
        exchange.setException(problem);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, problem);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        attach();
        LOG.info("{} takes the events of account {}", subscription(), account.name());
    }

    private void attach() throws Exception {
        if (downloadMedia) {
            AttachedFiles.require(account.name());
            // Here, so that a missing key is told at start and not at the first picture.
            Whatsapp360Client unused = account.client();
        }
        ending = false;
        ((Whatsapp360Endpoint) getEndpoint()).usedBy(owner());
        account.receiver().attach(this);
        if (((Whatsapp360Component) getEndpoint().getComponent()).isHealthCheckConsumerEnabled()) {
            healthCheck = new ReceivingHealthCheck(account, Clock.systemUTC());
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        account.receiver().changed();
        LOG.info("{} is suspended; events of account {} wait for it", subscription(), account.name());
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        // Camel suspends also a consumer that has never started, and then only resumes it.
        attach();
        LOG.info("{} takes the events of account {} again", subscription(), account.name());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        healthCheck = null;
        account.receiver().detach(this);
        ((Whatsapp360Endpoint) getEndpoint()).unusedBy(this);
        LOG.info("{} has stopped; events of account {} are kept for it", subscription(), account.name());
    }

    @Override
    protected void doShutdown() throws Exception {
        account.subscriptions().undefine(this);
        super.doShutdown();
    }

    @Override
    public @Nullable HealthCheck getHealthCheck() {
        return healthCheck;
    }

    @Override
    public void setHealthCheck(HealthCheck healthCheck) {
        this.healthCheck = healthCheck;
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return inFlight.get();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            ending = true;
            account.receiver().changed();
        }
    }
}
