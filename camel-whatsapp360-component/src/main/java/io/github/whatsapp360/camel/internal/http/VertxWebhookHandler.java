/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.http;

import io.github.whatsapp360.webhook.internal.WebhookResponse;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles requests in front of platform-http on Vert.x. platform-http blocks one of its 20 workers per request, so that
 * at most 20 deliveries could share one commit of the inbox. Here the event loop reads the request, and the commit
 * triggers the response. Small deliveries are split on the event loop, because a thread switch costs more. Everything
 * but a request of an authenticated sender is passed on to platform-http.
 *
 * <pre>
 *  event loop: admitted? ──► body ──► split, store ─ ─ ─ ► commit ──► event loop: answer
 *                 │            └── large, one of several, or the inbox may block: worker: split, store ─ ─ ─►
 *                 └── no: next handler, which is platform-http's
 * </pre>
 *
 * <p>An event loop never blocks: it authenticates, reads, splits a small delivery, submits it to an inbox whose {@code
 * isNonBlocking} is true, and answers.
 *
 * <p>Thread-safe.
 */
final class VertxWebhookHandler implements Service, Handler<RoutingContext> {

    private static final Logger LOG = LoggerFactory.getLogger(VertxWebhookHandler.class);

    private final CamelContext context;
    private final String path;
    private final WebhookProcessor webhook;
    private final Service platformHttp;
    private final List<Route> routes = new ArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * Wraps a consumer, which starts and stops with this handler.
     *
     * @param path of the consumer
     */
    VertxWebhookHandler(CamelContext context, String path, WebhookProcessor webhook, Service platformHttp) {
        this.context = context;
        this.path = path;
        this.webhook = webhook;
        this.platformHttp = platformHttp;
    }

    /** Vert.x calls routes in the order of registration. Only the route of the consumer identifies the router. */
    @Override
    public void start() {
        Set<Router> routers = context.getRegistry().findByType(Router.class);
        routers.forEach(router -> routes.add(router.route(path).disable().handler(this)));
        ServiceHelper.startService(platformHttp);
        for (Router router : routers) {
            List<Route> here = router.getRoutes().stream()
                    .filter(route -> path.equals(route.getPath()))
                    .toList();
            boolean served = !routes.containsAll(here);
            here.stream().filter(routes::contains).forEach(served ? Route::enable : Route::remove);
        }
    }

    @Override
    public void stop() {
        routes.forEach(Route::remove);
        routes.clear();
        ServiceHelper.stopAndShutdownService(platformHttp);
    }

    @Override
    public void handle(RoutingContext routing) {
        long begin = webhook.now();
        VertxWebhookRequest request = new VertxWebhookRequest(routing.request());
        if (webhook.answerWithoutBody(request) != null) {
            routing.next();
            return;
        }
        Context eventLoop = routing.vertx().getOrCreateContext();
        Consumer<WebhookResponse> answer = given -> run(eventLoop, () -> answer(routing.response(), given, begin));
        CompletableFuture<byte @Nullable []> whole = request.bodyLater(webhook.maximumSize());
        CompletableFuture<?> unused = whole.whenComplete((body, failure) -> {
            if (failure != null) {
                answer.accept(WebhookResponse.INCOMPLETE);
            } else if (webhook.isNonBlocking(body) && hasTime(eventLoop)) {
                receive(request, body, answer);
            } else {
                work(eventLoop, () -> receive(request, body, answer));
            }
        });
        // The body usually arrives with the head, so that no timer is needed.
        eventLoop.runOnContext(nextRound -> limit(whole, routing.vertx()));
    }

    private static void limit(CompletableFuture<?> body, Vertx vertx) {
        if (!body.isDone()) {
            long timer = vertx.setTimer(
                    VertxWebhookRequest.BODY_TIMEOUT.toMillis(),
                    over -> body.completeExceptionally(new TimeoutException()));
            CompletableFuture<?> unused = body.whenComplete((whole, failure) -> vertx.cancelTimer(timer));
        }
    }

    /** The event loop splits one of several simultaneous deliveries; a worker splits the others in parallel. */
    private boolean hasTime(Context eventLoop) {
        boolean first = busy.compareAndSet(false, true);
        if (first) {
            eventLoop.runOnContext(nextRound -> busy.set(false));
        }
        return first;
    }

    private static void run(Context eventLoop, Runnable work) {
        // A worker thread shares the context of the event loop.
        if (Context.isOnEventLoopThread() && eventLoop.equals(Vertx.currentContext())) {
            work.run();
        } else {
            eventLoop.runOnContext(now -> work.run());
        }
    }

    private static void work(Context eventLoop, Runnable work) {
        Future<?> unused = eventLoop.executeBlocking(
                () -> {
                    work.run();
                    return null;
                },
                false);
    }

    private void receive(VertxWebhookRequest request, byte @Nullable [] body, Consumer<WebhookResponse> answer) {
        try {
            CompletableFuture<?> unused = webhook.receive(request, body).thenAccept(answer);
        } catch (RuntimeException unexpected) {
            LOG.error("A delivery to {} could not be processed", path, unexpected);
            answer.accept(WebhookResponse.UNAVAILABLE);
        }
    }

    private void answer(HttpServerResponse response, WebhookResponse answer, long begin) {
        webhook.answered(answer, begin);
        if (!response.closed() && !response.ended()) {
            WebhookProcessor.headers(answer).forEach(response::putHeader);
            Future<Void> unused = response.setStatusCode(answer.status()).end(answer.body());
        }
    }
}
