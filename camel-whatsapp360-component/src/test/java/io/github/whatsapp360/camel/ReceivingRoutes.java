/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.ReceivingHistory.Define;
import io.github.whatsapp360.camel.ReceivingHistory.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What Camel does to the routes of an application that receives. What must not fail and does is told to the model. */
final class ReceivingRoutes {

    private final Map<Integer, ScriptedRoute> routes;
    private final Supplier<ReceivingApplication> application;
    private final ReceivingModel model;
    private final Supplier<Instant> now;
    private final Set<Integer> startFailed = new HashSet<>();

    /** @param routes those there have ever been, by number */
    ReceivingRoutes(
            Map<Integer, ScriptedRoute> routes,
            Supplier<ReceivingApplication> application,
            ReceivingModel model,
            Supplier<Instant> now) {
        this.routes = routes;
        this.application = application;
        this.model = model;
        this.now = now;
    }

    private CamelContext context() {
        return application.get().context;
    }

    /** The application starts anew. */
    void forgetFailures() {
        startFailed.clear();
    }

    void define(Define step) throws Exception {
        ScriptedRoute route = routes.computeIfAbsent(step.route(), unseen -> new ScriptedRoute(step, model));
        endWork(route);
        if (model instanceof PassThroughModel direct) {
            direct.interrupted(route.name);
        }
        route.define(step);
        route.letStart(!step.startFails() || !context().isStarted());
        Exception failure = failureOf(() -> context().addRoutes(route.route(step.autoStartup())));
        route.letStart(true);
        noteStart(step.route(), failure);
        if (!step.startFails()) {
            mustSucceed("Definition of " + route.name, failure);
        }
        model.define(route.name, step.events());
    }

    private void noteStart(int route, @Nullable Exception failure) {
        if (failure == null) {
            startFailed.remove(route);
        } else {
            startFailed.add(route);
        }
    }

    /** What would be cut off otherwise, and run again. */
    private void endWork(ScriptedRoute route) {
        route.fail(0);
        route.release();
        route.drain(application.get().queues);
    }

    /** Something that Camel does to a route, which may fail. */
    interface Action {
        void run() throws Exception;
    }

    /** A start that fails is part of a history. */
    private static @Nullable Exception failureOf(Action action) {
        try {
            action.run();
            return null;
        } catch (Exception failed) {
            return failed;
        }
    }

    private void at(int route, String action, Action then) {
        ScriptedRoute known = routes.get(route);
        if (known != null && known.isDefined()) {
            mustSucceed(action + " of " + known.name, failureOf(then));
        }
    }

    void mustSucceed(String what, Action action) {
        mustSucceed(what, failureOf(action));
    }

    private void mustSucceed(String action, @Nullable Exception failure) {
        if (failure != null) {
            model.wrong(action + " failed: " + failure);
        }
    }

    void start(int number, boolean fails) {
        ScriptedRoute route = routes.get(number);
        if (route != null && route.isDefined()) {
            route.letStart(!fails);
            Exception failure = failureOf(() -> context().getRouteController().startRoute(route.name));
            route.letStart(true);
            noteStart(number, failure);
            if (!fails) {
                mustSucceed("Start of " + route.name, failure);
            }
        }
    }

    /** Not a route whose start has failed: Camel marks it as suspended, and then never starts the rest of it. */
    void suspend(int route, boolean forced) {
        if (startFailed.contains(route)) {
            return;
        }
        application.get().forceSuspend(forced);
        at(route, "Suspend", () -> context().getRouteController().suspendRoute("r" + route));
        application.get().forceSuspend(false);
    }

    void resume(int route) {
        at(route, "Resume", () -> context().getRouteController().resumeRoute("r" + route));
    }

    void stop(int route) {
        at(route, "Stop", () -> context().getRouteController().stopRoute("r" + route));
    }

    void remove(int number) {
        at(number, "Remove", () -> {
            ScriptedRoute route = routes.get(number);
            endWork(route);
            context().getRouteController().stopRoute(route.name);
            if (!context().removeRoute(route.name)) {
                model.wrong(route.name + " was not removed");
            }
            route.undefine();
            model.removed(route.name, now.get());
        });
    }

    /** It runs and is quick at last. */
    void finish(ScriptedRoute route) throws Exception {
        endWork(route);
        Define last = route.definition();
        if (!route.isDefined() || model instanceof PassThroughModel) {
            route.heal();
            define(new Define(last.route(), last.events(), Kind.PLAIN, true, false));
        }
        start(last.route(), false);
        if (!application.get().isRunning(route)) {
            model.wrong(route.name + " is " + context().getRouteController().getRouteStatus(route.name));
        }
    }
}
