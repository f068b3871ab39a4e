/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Kind;
import io.github.whatsapp360.camel.ReceivingModel.Run;
import io.github.whatsapp360.client.InvalidMessageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.ObjectHelper;

/** A route that fails and is slow as the script says, over all its starts, stops and replacements. */
final class ScriptedRoute {

    final String name;
    private final ReceivingModel model;
    private final AtomicBoolean mayStart = new AtomicBoolean(true);
    private boolean hasRun;
    private final List<Runnable> held = new ArrayList<>();
    private Define definition;
    private boolean defined;
    private final Set<ReceivedEvent> poisonous = new HashSet<>();
    private int failures;
    private boolean nextIsPoisonous;
    private boolean nextIsRefused;
    private boolean holds;
    private int life;

    ScriptedRoute(Define definition, ReceivingModel model) {
        this.name = "r" + definition.route();
        this.definition = definition;
        this.model = model;
    }

    boolean isDefined() {
        return defined;
    }

    void define(Define next) {
        hasRun = false;
        definition = next;
        defined = true;
    }

    void undefine() {
        defined = false;
    }

    void letStart(boolean may) {
        mayStart.set(may);
    }

    /** It runs now, or has run since it was defined. */
    void noteRan() {
        hasRun = true;
    }

    /** Whether it has run since it was defined: before that Camel has no consumer to suspend. */
    boolean hasRun() {
        return hasRun;
    }

    Define definition() {
        return definition;
    }

    /** @param autoStartup whether it starts with the context, or when it is added */
    RouteBuilder route(boolean autoStartup) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().logExhausted(false).logExhaustedMessageHistory(false));
                var steps = from("whatsapp360:support?events=" + definition.events())
                        .routeId(name)
                        .autoStartup(autoStartup)
                        .process(new FailingStart(mayStart))
                        .process(new Step());
                if (definition.kind() != Kind.PLAIN) {
                    steps.to(queue());
                }
            }
        };
    }

    private String queue() {
        return "seda:" + name + "?size=1" + (definition.kind() == Kind.DISCARDING_QUEUE ? "&discardWhenFull=true" : "");
    }

    void fail(int times) {
        failures = times;
    }

    /** The next event fails in a way that no repetition cures. */
    void failIncurably() {
        nextIsRefused = true;
    }

    /** The next event fails until it is a dead letter. */
    void failForEver() {
        nextIsPoisonous = true;
    }

    /** Nothing fails any more. */
    void heal() {
        failures = 0;
        nextIsPoisonous = false;
        nextIsRefused = false;
        poisonous.clear();
    }

    void hold() {
        holds = true;
    }

    void release() {
        holds = false;
        List<Runnable> released = List.copyOf(held);
        held.clear();
        released.forEach(Runnable::run);
    }

    /** What it was working on is gone: the process has ended, and whatever is left of it does nothing any more. */
    void forget() {
        held.clear();
        life++;
    }

    /** How many exchanges it is working on. */
    int held() {
        return held.size();
    }

    /** Whether it runs by itself whatever it gets. */
    boolean isQuick() {
        return definition.kind() == Kind.PLAIN && !holds && held.isEmpty() && failures == 0;
    }

    boolean hasQueue() {
        return defined && definition.kind() != Kind.PLAIN;
    }

    /** Works on what is in the queue. */
    void drain(ConsumerTemplate consumer) {
        if (!hasQueue()) {
            return;
        }
        for (Exchange next = consumer.receiveNoWait(queue()); next != null; next = consumer.receiveNoWait(queue())) {
            failIfDue(next);
            consumer.doneUoW(next);
        }
    }

    private void failIfDue(Exchange exchange) {
        ReceivedEvent event = runOf(exchange).event();
        if (nextIsRefused) {
            nextIsRefused = false;
            exchange.setException(new InvalidMessageException("as the script says"));
            return;
        }
        if (nextIsPoisonous) {
            nextIsPoisonous = false;
            poisonous.add(event);
        }
        if (poisonous.contains(event)) {
            exchange.setException(new IllegalStateException("as the script says"));
        } else if (failures > 0) {
            failures--;
            exchange.setException(new IllegalStateException("as the script says"));
        }
    }

    private final class Step extends AsyncProcessorSupport {

        private final int born = life;

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (born != life) {
                callback.done(true);
                return true;
            }
            if (isOfComponent(exchange)) {
                exchange.setRouteStop(true);
                callback.done(true);
                return true;
            }
            Run run = runOf(exchange);
            model.begins(run);
            exchange.getExchangeExtension().addOnCompletion(new Completion(run));
            if (holds) {
                held.add(() -> {
                    failIfDue(exchange);
                    callback.done(false);
                });
                return false;
            }
            failIfDue(exchange);
            callback.done(true);
            return true;
        }
    }

    /** What the component tells of a customer comes to who takes everything. */
    private static boolean isOfComponent(Exchange exchange) {
        return exchange.getIn()
                .getHeader(Whatsapp360Constants.EVENT_NAME, String.class)
                .startsWith("identity:");
    }

    private Run runOf(Exchange exchange) {
        String[] id = exchange.getIn()
                .getHeader(Whatsapp360Constants.MESSAGE_ID, String.class)
                .split("[.]", -1);
        if (id[1].equals("m")) {
            return new Run(name, ReceivedEvent.of(id[2], id[3], id[4], id[5]), Integer.parseInt(id[6]));
        }
        String status = exchange.getIn().getHeader(Whatsapp360Constants.STATUS, String.class);
        Instant timestamp = exchange.getIn().getHeader(Whatsapp360Constants.TIMESTAMP, Instant.class);
        return new Run(name, ReceivedEvent.status(Integer.parseInt(id[2]), status), (int)
                Duration.between(ReceivedEvent.TIMESTAMP, timestamp).toSeconds());
    }

    private final class Completion extends SynchronizationAdapter {
        private final int born = life;
        private final Run run;

        Completion(Run run) {
            this.run = run;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (born == life) {
                model.completed(run);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            boolean incurable =
                    ObjectHelper.getException(InvalidMessageException.class, exchange.getException()) != null;
            if (born == life && model.failed(run, incurable)) {
                poisonous.remove(run.event());
            }
        }
    }
}
