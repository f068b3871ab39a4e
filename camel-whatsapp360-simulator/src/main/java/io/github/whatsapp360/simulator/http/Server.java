/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.http;

import io.github.whatsapp360.simulator.api.Answer;
import io.github.whatsapp360.simulator.api.Call;
import io.github.whatsapp360.simulator.api.HandledCall;
import io.github.whatsapp360.simulator.api.MessagingApi;
import io.github.whatsapp360.simulator.api.RequestLog;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.simulator.fault.Transport;
import io.github.whatsapp360.simulator.page.Site;
import io.github.whatsapp360.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: the page and the control API under {@code /} and {@code /simulator}, the Messaging API everywhere
 * else. Confined to the event loop.
 */
public final class Server {

    /** Somewhat more than the largest file, but never more than the heap can hold several times. */
    private static final int MAXIMUM_BODY_SIZE =
            (int) Math.min(110L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final Answer NOTHING = new Answer(0, Map.of(), Buffer.buffer());

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final World world;
    private final MessagingApi api;
    private final Site site;
    private final RequestLog log;
    private final Duration delay;
    private final OriginCheck origins;
    private final HttpServer server;

    /**
     * A server that is not yet listening.
     *
     * @param allowedHosts names in {@code Host} and {@code Origin} that are taken beside those that are always safe
     */
    public Server(
            Vertx vertx,
            World world,
            MessagingApi api,
            Site site,
            RequestLog log,
            Duration delay,
            Set<String> allowedHosts) {
        this.world = world;
        this.api = api;
        this.site = site;
        this.log = log;
        this.delay = delay;
        this.origins = new OriginCheck(allowedHosts);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setTcpNoDelay(true)
                        .setMaxHeaderSize(32 * 1024)
                        .setMaxInitialLineLength(16 * 1024))
                .connectionHandler(connection -> connection.exceptionHandler(theClientsBusiness -> {}))
                .requestHandler(this::read);
    }

    /** Begins to listen; port 0 takes a free one. */
    public Future<Integer> listen(String host, int port) {
        return server.listen(port, host).map(HttpServer::actualPort);
    }

    private void read(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        AtomicLong size = new AtomicLong();
        request.handler(part -> {
            if (size.addAndGet(part.length()) <= MAXIMUM_BODY_SIZE) {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            boolean tooLarge = size.get() > MAXIMUM_BODY_SIZE;
            answered(request, tooLarge ? Buffer.buffer() : body, tooLarge);
        });
    }

    /** Nobody is left without an answer, whatever happens. */
    private void answered(HttpServerRequest request, Buffer body, boolean tooLarge) {
        Call call;
        try {
            call = call(request, body);
        } catch (IllegalArgumentException malformed) {
            send(request.response(), Answer.proxyError(400, "The path and query must be encoded as URLs are"));
            return;
        }
        String refusal = origins.refusal(request, site.owns(call.path()));
        if (refusal != null) {
            send(request.response(), Answer.proxyError(403, refusal));
            return;
        }
        try {
            answer(request, call, tooLarge);
        } catch (RuntimeException unexpected) {
            LOG.error("{} {} could not be answered", call.method(), call.path(), unexpected);
            send(request.response(), Answer.proxyError(500, "The simulator failed, and its log says how"));
        }
    }

    private void answer(HttpServerRequest request, Call call, boolean tooLarge) {
        Answer refusal =
                Answer.proxyError(413, "Request Entity Too Large: at most " + MAXIMUM_BODY_SIZE + " bytes are taken");
        if (site.owns(call.path())) {
            if (tooLarge) {
                send(request.response(), refusal);
                return;
            }
            site.answer(call, request.response(), answer -> send(request.response(), answer));
            return;
        }
        Instant now = world.now();
        HandledCall handled = tooLarge ? new HandledCall(refusal, null) : api.handle(call);
        Fault fault = handled.fault();
        Transport transport = fault == null ? null : fault.transport();
        Answer answer = handled.answer();
        log.add(call, now, transport == null ? answer.status() : 0, transport == null ? answer : NOTHING);
        Duration wait = fault == null ? delay : delay.plus(fault.delay());
        if (wait.isZero()) {
            finish(request, answer, transport);
        } else {
            world.timeline().at(now.plus(wait), due -> finish(request, answer, transport));
        }
    }

    private static void finish(HttpServerRequest request, Answer answer, @Nullable Transport transport) {
        if (transport == null) {
            send(request.response(), answer);
            return;
        }
        switch (transport) {
            case RESET, RESET_AFTER_EFFECT -> close(request);
            case CUT_ANSWER -> {
                HttpServerResponse response = request.response().setStatusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                response.putHeader(
                        "Content-Length", Integer.toString(answer.body().length()));
                response.write(answer.body().getBuffer(0, answer.body().length() / 2))
                        .onComplete(written -> close(request));
            }
            case SILENCE, SILENCE_AFTER_EFFECT -> {
                /* The client waits until it loses patience, or the simulator ends. */
            }
        }
    }

    private static void close(HttpServerRequest request) {
        request.connection().close().onComplete(ignored -> {});
    }

    private static void send(HttpServerResponse response, Answer answer) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.send(answer.body()).onComplete(ignored -> {});
    }

    private static Call call(HttpServerRequest request, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Map<String, String> parameters = new HashMap<>();
        request.params().forEach((name, value) -> parameters.put(name, value));
        String query = request.query() == null ? "" : request.query();
        return new Call(
                request.method().name(), request.path(), query, parameters, headers, body, Map.of(), null, null);
    }
}
