/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.receive;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.media.AttachedFiles;
import io.github.whatsapp360.camel.internal.media.ReceivedFile;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.InboundEvent;
import io.github.whatsapp360.identity.internal.KnownCustomer;
import io.github.whatsapp360.inbox.Claim;
import io.github.whatsapp360.json.FormFiles;
import io.github.whatsapp360.json.FormFiles.FormFile;
import io.github.whatsapp360.webhook.internal.StoredTrace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The account's view of a Camel consumer: its subscription, its state, and the conversion of an event to an exchange of
 * its route.
 *
 * <p>Thread-safe.
 */
public final class SubscriptionConsumer {

    private final DefaultConsumer consumer;
    private final ReceivingAccount account;
    private final Whatsapp360Configuration options;
    private final EventSelection selection;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final @Nullable ReadReceipts receipts;
    private volatile boolean ending;

    /**
     * Creates the consumer of one route.
     *
     * @param options of its endpoint
     * @throws IllegalArgumentException if the option {@code events} cannot be read
     */
    public SubscriptionConsumer(DefaultConsumer consumer, ReceivingAccount account, Whatsapp360Configuration options) {
        this.consumer = consumer;
        this.account = account;
        this.options = options;
        this.selection = EventSelection.parse(account.name(), options.getEvents());
        this.receipts = ReadReceipts.of(account, options);
    }

    /** The state of a consumer. */
    public enum Taking {
        /** Accepts and runs events. */
        RUNNING,
        /** Accepts events, which wait until the consumer is resumed. */
        SUSPENDED,
        /** Accepts no events. */
        STOPPED
    }

    public Taking taking() {
        boolean isSuspended = consumer.isSuspendingOrSuspended();
        if (ending || !(consumer.isStarted() || consumer.isStarting() || isSuspended)) {
            return Taking.STOPPED;
        }
        return isSuspended ? Taking.SUSPENDED : Taking.RUNNING;
    }

    /** The route was started or resumed. */
    public void starting() {
        ending = false;
    }

    /** The route is stopping: no event runs from now on. */
    public void ending() {
        ending = true;
    }

    /** Whether Camel reports the route as suspended, whatever the state of its consumer. */
    public static boolean isSuspended(Route route) {
        return route.getCamelContext().getRouteController().getRouteStatus(route.getRouteId())
                == ServiceStatus.Suspended;
    }

    EventSelection selection() {
        return selection;
    }

    /** The name of the subscription, which identifies this consumer within its account, also after a restart. */
    public String subscription() {
        return Subscriptions.nameOf(options, consumer.getRoute());
    }

    /** The owner of the subscription: the route, or the consumer if it has no route. */
    public Object owner() {
        Route route = consumer.getRoute();
        return route == null ? consumer : route;
    }

    /** The number of running events. */
    public int inFlight() {
        return inFlight.get();
    }

    /**
     * Runs the route with one event. The event counts as in flight before the state of the consumer is checked: Camel
     * changes the state of a consumer that it stops before it waits for the events in flight, so that no event runs in
     * a route that has stopped.
     *
     * @param customer the customer whom the event concerns; null if none is known
     * @param handovers checks later whether a queue has discarded the exchange
     * @param done called once, when the exchange is done, with its exception; null if it succeeded
     * @return false if the consumer is not running; {@code done} is not called
     */
    boolean run(
            InboundEvent event,
            @Nullable KnownCustomer customer,
            Claim claim,
            HandoverMonitor handovers,
            Consumer<@Nullable Throwable> done) {
        inFlight.incrementAndGet();
        Exchange exchange = null;
        try {
            exchange = taking() == Taking.RUNNING ? exchangeOf(event, customer, claim) : null;
        } finally {
            if (exchange == null) {
                inFlight.decrementAndGet();
            }
        }
        if (exchange == null) {
            return false;
        }
        EventCompletion completion = new EventCompletion(exchange, handovers, problem -> {
            try {
                done.accept(problem);
            } finally {
                inFlight.decrementAndGet();
            }
        });
        List<FormFile> files = options.isDownloadMedia() ? files(event) : List.of();
        if (files.isEmpty()) {
            consumer.getAsyncProcessor().process(exchange, completion);
        } else {
            downloadThenProcess(files, exchange, completion);
        }
        return true;
    }

    private Exchange exchangeOf(InboundEvent event, @Nullable KnownCustomer customer, Claim claim) {
        if (receipts != null && claim.attempts() == 0) {
            receipts.send(event);
        }
        Exchange exchange = consumer.createExchange(true);
        EventHeaders.set(exchange.getIn(), event, account.name(), claim);
        EventHeaders.set(exchange.getIn(), event, customer);
        account.windows().describe(exchange.getIn(), event);
        String trace = StoredTrace.of(claim.event().body());
        if (trace != null) {
            account.tracing()
                    .resume(
                            trace,
                            claim.storedAt(),
                            claim.attempts() == 0,
                            exchange.getIn().getHeaders());
        }
        exchange.getIn().setBody(event);
        return exchange;
    }

    private static List<FormFile> files(InboundEvent event) {
        String mediaId = event.mediaId();
        return mediaId == null ? FormFiles.of(event) : List.of(new FormFile(mediaId, event.mediaFileName()));
    }

    /** Downloads as the first step of the route: a failure is handled by the error handler of the route. */
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
                            return consumer.getAsyncProcessor().process(exchange, completion);
                        },
                        account.callbacks())
                .exceptionally(refused -> {
                    exchange.setException(refused);
                    completion.done(false);
                    return false;
                });
    }

    /**
     * Marks the exchange as bridgeErrorHandler does; otherwise an error handler ignores an exchange that has already
     * failed.
     */
    private static void fail(Exchange exchange, Whatsapp360Exception problem) {
        exchange.setException(problem);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, problem);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
    }
}
