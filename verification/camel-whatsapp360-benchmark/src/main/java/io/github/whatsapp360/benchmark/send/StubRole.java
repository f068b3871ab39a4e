/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers every POST as the API answers a message, with the number it went to: on port {@code http} and {@code https}
 * at once, on {@code httpLate} and {@code httpsLate} after 100 ms. HTTP/1.1 only, the same for everybody.
 */
public final class StubRole implements Role {

    static final int LATE_MILLIS = 100;

    private static final Pattern TO = Pattern.compile("\"to\"\\s*:\\s*\"\\+?([0-9]*)\"");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong messages = new AtomicLong();

    @Override
    public Map<String, Double> start(Order start) throws Exception {
        HttpServerOptions plain = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(2_048);
        HttpServerOptions secure = new HttpServerOptions(plain)
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(new PfxOptions().setPath(start.text("keys")).setPassword(Certificate.PASSWORD));
        return Map.of(
                "http", listen(plain, 0),
                "httpLate", listen(plain, LATE_MILLIS),
                "https", listen(secure, 0),
                "httpsLate", listen(secure, LATE_MILLIS));
    }

    private double listen(HttpServerOptions options, int delay) throws Exception {
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Buffer accepted = accepted(body);
                    if (delay == 0) {
                        answer(request, accepted);
                    } else {
                        vertx.setTimer(delay, timer -> answer(request, accepted));
                    }
                }))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private Buffer accepted(Buffer message) {
        Matcher to = TO.matcher(message.toString());
        String number = to.find() ? to.group(1) : "";
        return Buffer.buffer("{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"" + number
                + "\",\"wa_id\":\"" + number + "\"}],\"messages\":[{\"id\":\"wamid.HBgMNDkxNzAxMjM0NTY3FQIAERgS"
                + messages.incrementAndGet() + "\"}]}");
    }

    private static void answer(HttpServerRequest request, Buffer accepted) {
        request.response().putHeader("Content-Type", "application/json").end(accepted);
    }

    @Override
    public Map<String, Double> answer(Order order) {
        return counters();
    }

    @Override
    public Map<String, Double> counters() {
        return Map.of("messages", (double) messages.get());
    }

    @Override
    public void close() {
        Future<Void> unused = vertx.close();
    }
}
