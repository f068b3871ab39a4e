/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.KeepingModel.Letter;
import io.github.whatsapp360.camel.internal.receive.Receiver;
import io.github.whatsapp360.camel.internal.receive.WebhookRuntime;
import io.github.whatsapp360.inbox.SettableClock;
import java.util.List;
import java.util.Objects;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;

/** One life of an application that receives, from one start to its end. */
final class ReceivingApplication {

    static final int CONCURRENT_CONSUMERS = 2;

    final DefaultCamelContext context = new DefaultCamelContext();
    final DirectHttp http = new DirectHttp();
    final ConsumerTemplate queues;
    private final ImpatientShutdown shutdown = new ImpatientShutdown(context);
    private final Whatsapp360Component component = new Whatsapp360Component();

    ReceivingApplication(ReceivingHistory history, ReceivingStore store, HandDrivenPools pools, SettableClock clock)
            throws Exception {
        pools.setCamelContext(context);
        context.getExecutorServiceManager().setThreadPoolFactory(pools);
        context.setShutdownStrategy(shutdown);
        context.addComponent("direct-http", http);
        component.setClock(clock);
        Whatsapp360Configuration options = component.getConfiguration();
        options.setHttpComponent("direct-http");
        options.setApiKey(TestBed.KEY);
        options.setInbox(history.store().option());
        options.setConcurrentConsumers(CONCURRENT_CONSUMERS);
        options.setMaximumRedeliveryDelay(10_000);
        options.setMaximumRedeliveries(history.redeliveries());
        store.configure(component);
        context.addComponent("whatsapp360", component);
        queues = context.createConsumerTemplate();
    }

    /** Whether Camel's shutdown time-out ends what is suspended from now on. */
    void forceSuspend(boolean now) {
        shutdown.force(now);
    }

    void startOnce() {
        if (!context.isStarted()) {
            context.start();
        }
    }

    boolean isRunning(ScriptedRoute route) {
        return is(route, ServiceStatus.Started);
    }

    boolean isSuspended(ScriptedRoute route) {
        return is(route, ServiceStatus.Suspended);
    }

    private boolean is(ScriptedRoute route, ServiceStatus status) {
        return route.isDefined() && context.getRouteController().getRouteStatus(route.name) == status;
    }

    Receiver receiver() {
        return component.account("support").receiver();
    }

    boolean isOpen() {
        return receiver().runtime() != null;
    }

    WebhookRuntime open() {
        return Objects.requireNonNull(receiver().runtime());
    }

    /** Until all that has ended is written down. */
    void awaitRecorded() {
        if (isOpen()) {
            int unused = open().inbox().deadLetters(Long.MAX_VALUE, 1).size();
        }
    }

    /** The dead letters that there are; none without an open inbox. */
    List<Letter> letters() {
        return isOpen() ? ReceivingLetters.of(receiver()) : List.of();
    }
}
