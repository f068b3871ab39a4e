package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Event;
import io.github.whatsapp360.camel.ReceivingHistory.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;

/** A route that fails and is slow as the script says, over all its starts, stops and replacements. */
final class ScriptedRoute {

    final String name;
    private final ReceivingModel model;
    private final AtomicBoolean mayStart = new AtomicBoolean(true);
    private final List<Runnable> held = new ArrayList<>();
    private Define definition;
    private boolean defined;
    private int failures;
    private boolean holds;

    ScriptedRoute(Define definition, ReceivingModel model) {
        this.name = "r" + definition.route();
        this.definition = definition;
        this.model = model;
    }

    boolean isDefined() {
        return defined;
    }

    void define(Define next) {
        definition = next;
        defined = true;
    }

    void undefine() {
        defined = false;
    }

    void letStart(boolean may) {
        mayStart.set(may);
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

    void hold() {
        holds = true;
    }

    void release() {
        holds = false;
        List<Runnable> released = List.copyOf(held);
        held.clear();
        released.forEach(Runnable::run);
    }

    /** What it was working on is gone, as when a process is killed. */
    void forget() {
        held.clear();
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
        if (failures > 0) {
            failures--;
            exchange.setException(new IllegalStateException("as the script says"));
        }
    }

    private final class Step extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.getExchangeExtension().addOnCompletion(new Completion(eventOf(exchange)));
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

    private static Event eventOf(Exchange exchange) {
        String[] id = exchange.getIn()
                .getHeader(Whatsapp360Constants.MESSAGE_ID, String.class)
                .split("[.]", -1);
        boolean message = id[1].equals("m");
        String name = message ? id[3] : exchange.getIn().getHeader(Whatsapp360Constants.STATUS, String.class);
        return new Event(message, Integer.parseInt(id[2]), name);
    }

    private final class Completion extends SynchronizationAdapter {
        private final Event event;

        Completion(Event event) {
            this.event = event;
        }

        @Override
        public void onComplete(Exchange exchange) {
            model.completed(name, event);
        }
    }
}
