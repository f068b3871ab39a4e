/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Step;
import io.github.whatsapp360.camel.ReceivingHistory.Store;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An application that receives, without a network, whose threads and time are driven by hand. It plays one history
 * and tells what differs from the {@link ReceivingModel}.
 */
final class ReceivingWorld implements AutoCloseable {

    /** Longer than the longest rest of an event that failed, and than a thread rests that found no work. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    /** For what the threads of an embedded inbox write. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    private static final int ROUNDS = 100;

    private final ReceivingHistory history;
    private final ReceivingStore store;
    private final SettableClock clock = new SettableClock();
    private final HandDrivenPools pools;
    private final ReceivingModel model;
    private final Map<Integer, ScriptedRoute> routes = new TreeMap<>();
    private boolean isKilled;
    private final ReceivingRoutes actions;
    private final ReceivingSender sender;
    private ReceivingApplication application;

    /** @param store of this kind, and empty; closed with this */
    ReceivingWorld(ReceivingHistory history, ReceivingStore store) throws Exception {
        this.history = history;
        this.store = store;
        this.pools = new HandDrivenPools(clock, new Random(history.seed()));
        this.model = history.store() == Store.NONE ? new PassThroughModel() : new KeepingModel(history.redeliveries());
        this.actions = new ReceivingRoutes(routes, () -> application, model, clock::instant);
        this.sender = new ReceivingSender(routes, () -> application, model, pools::isIdle, clock::instant);
        store.setTime(clock.instant());
        application = new ReceivingApplication(history, store, pools, clock);
    }

    ReceivingSender sender() {
        return sender;
    }

    ReceivingRoutes routes() {
        return actions;
    }

    /** Plays the history; what is wrong, empty if nothing is. */
    List<String> play() throws Exception {
        for (Step step : history.steps()) {
            if (!(step instanceof Define define) || routes.containsKey(define.route())) {
                application.startOnce();
            }
            noteRunning();
            step.play(this);
            noteRunning();
            sender.check();
            if (!model.wrong().isEmpty()) {
                return model.wrong();
            }
        }
        application.startOnce();
        finish();
        return model.wrong();
    }

    private void noteRunning() {
        routes.values().stream().filter(application::isRunning).forEach(ScriptedRoute::noteRan);
        if (isKilled && application.isOpen()) {
            isKilled = false;
            keeping().killed(application.letters());
        }
    }

    void restart() throws Exception {
        actions.mustSucceed("Stop of the context", application.context::stop);
        routes.values().forEach(ScriptedRoute::forget);
        if (model instanceof PassThroughModel direct) {
            direct.ended();
        } else if (!isKilled) {
            keeping().recorded();
        }
        startAnew();
    }

    void kill() throws Exception {
        if (history.redeliveries() >= 0) {
            // So that it is known how often an event may still fail.
            awaitRecorded();
        }
        ReceivingApplication killed = application;
        store.kill();
        routes.values().forEach(ScriptedRoute::forget);
        sender.breakOff();
        killed.context.close();
        // Which dead letters were written is known when the inbox is open again.
        isKilled = true;
        startAnew();
    }

    private void startAnew() throws Exception {
        actions.forgetFailures();
        application = new ReceivingApplication(history, store, pools, clock);
        for (ScriptedRoute each : routes.values()) {
            if (each.isDefined()) {
                context().addRoutes(each.route(each.definition().autoStartup()));
            }
        }
        model.keepOnly(routes.values().stream()
                .filter(ScriptedRoute::isDefined)
                .map(each -> each.name)
                .collect(Collectors.toSet()));
        context().start();
    }

    private DefaultCamelContext context() {
        return application.context;
    }

    private KeepingModel keeping() {
        return (KeepingModel) model;
    }

    private void awaitRecorded() {
        if (application.isOpen()) {
            application.awaitRecorded();
            keeping().recorded();
        }
    }

    private void checkLetters() {
        if (isKeeping()) {
            awaitRecorded();
            keeping().lettersAre(application.letters());
        }
    }

    private boolean isKeeping() {
        return model instanceof KeepingModel && application.isOpen();
    }

    void replay() {
        if (isKeeping()) {
            checkLetters();
            int unused = application.receiver().replayDeadLetters(DeadLetterSelection.all());
            keeping().replayed();
        }
    }

    void purge() {
        if (isKeeping()) {
            checkLetters();
            int unused = application.receiver().purgeDeadLetters(DeadLetterSelection.all());
            keeping().purged();
        }
    }

    void drain(int route) {
        ifKnown(route, known -> known.drain(application.queues));
    }

    /** What a script does to a route, if there has ever been one. */
    void ifKnown(int route, Consumer<ScriptedRoute> then) {
        ScriptedRoute known = routes.get(route);
        if (known != null) {
            then.accept(known);
        }
    }

    void work(int tasks) {
        for (int i = 0; i < tasks && pools.runOne(); i++) {
            // The next one.
        }
    }

    /** Afterwards a route that runs and is quick has nothing left to do, whatever the others do. */
    void settle() {
        pass(LONG_ENOUGH);
        for (ScriptedRoute each : routes.values()) {
            if (isAnyPlaceFree()
                    && application.isRunning(each)
                    && each.isQuick()
                    && !becomes(() -> model.waiting(each.name).isEmpty())) {
                model.wrong(each.name + " did not run " + model.waiting(each.name));
            }
        }
        checkLetters();
    }

    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            while (pools.runOne()) {
                // The next one.
            }
            Duration next = pools.untilNext();
            Duration left = Duration.between(clock.instant(), end);
            clock.advance(next == null || next.compareTo(left) > 0 ? left : next);
            store.setTime(clock.instant());
        }
        work(Integer.MAX_VALUE);
    }

    /** An embedded inbox tells the dispatcher from a thread of its own. */
    private boolean becomes(BooleanSupplier condition) {
        if (!history.store().outlivesProcess() || condition.getAsBoolean()) {
            return condition.getAsBoolean();
        }
        try {
            await().atMost(WRITING)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        pass(Duration.ofSeconds(1));
                        return condition.getAsBoolean();
                    });
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** Exchanges that are held or in queues take the places of others. */
    private boolean isAnyPlaceFree() {
        long taken = routes.values().stream()
                .mapToLong(each -> each.held() + (each.hasQueue() ? 1 : 0))
                .sum();
        return taken < ReceivingApplication.CONCURRENT_CONSUMERS;
    }

    /** All routes run and are quick at last: so everything runs, dead letters too when they are replayed. */
    private void finish() throws Exception {
        if (routes.isEmpty()) {
            return;
        }
        for (ScriptedRoute each : routes.values()) {
            actions.finish(each);
        }
        if (!application.isOpen()) {
            model.wrong("All routes have started, but no webhook is open");
        }
        noteRunning();
        sender.check();
        if (model.wrong().isEmpty()) {
            runAll();
        }
        if (isKeeping() && model.wrong().isEmpty()) {
            replay();
            runAll();
            checkLetters();
        }
        if (model instanceof PassThroughModel && model.wrong().isEmpty() && sender.repeatRefused()) {
            runAll();
            if (sender.repeatRefused()) {
                model.wrong("Refused although all run");
            }
        }
    }

    private void runAll() {
        for (int i = 0; i < ROUNDS && !isDone(); i++) {
            routes.values().forEach(each -> each.drain(application.queues));
            pass(Duration.ofSeconds(11));
        }
        if (!becomes(this::isDone)) {
            routes.values().forEach(each -> model.wrong(each.name + " never ran " + model.waiting(each.name)));
            model.wrong("waiting " + application.open().inbox().state().waiting() + ", in flight "
                    + application.open().dispatcher().inFlight());
        }
        sender.check();
    }

    private boolean isDone() {
        return !model.isAnyWaiting()
                && application.open().inbox().state().waiting() == 0
                && application.open().dispatcher().inFlight() == 0;
    }

    @Override
    public void close() throws IOException {
        routes.values().forEach(ScriptedRoute::forget);
        context().close();
        store.close();
    }
}
