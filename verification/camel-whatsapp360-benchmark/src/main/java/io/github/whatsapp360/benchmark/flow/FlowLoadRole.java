/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Phones that ask an endpoint at a steady rate, whatever became of earlier requests: {@code start publicKey=},
 * {@code load port= rate= seconds=}. Latencies count from the instant at which a request is due.
 */
public final class FlowLoadRole implements Role {

    /** How many different requests take turns. */
    static final int REQUESTS = 256;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private List<byte[]> requests = List.of();

    @Override
    public Map<String, Double> start(Order start) throws GeneralSecurityException {
        requests = Screens.requests(start.text("publicKey"), REQUESTS);
        return Map.of();
    }

    @Override
    public Map<String, Double> answer(Order order) {
        URI endpoint = URI.create("http://127.0.0.1:" + order.number("port") + EndpointRole.PATH);
        double interval = 1e9 / order.fraction("rate");
        int count = (int) (order.fraction("rate") * order.fraction("seconds"));
        Histogram latencies = new ConcurrentHistogram(TIMEOUT.toNanos() / 1_000, 3);
        AtomicLong failed = new AtomicLong();
        List<CompletableFuture<?>> running = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + (long) (i * interval);
            LockSupport.parkNanos(due - System.nanoTime());
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(requests.get(i % REQUESTS)))
                    .build();
            running.add(http.sendAsync(request, BodyHandlers.ofByteArray()).handle((answer, failure) -> {
                if (failure != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                }
                long nanos = Math.min(System.nanoTime() - due, TIMEOUT.toNanos());
                latencies.recordValue(nanos / 1_000);
                return true;
            }));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        return Map.of(
                "requests",
                (double) count,
                "failed",
                (double) failed.get(),
                "p50",
                latencies.getValueAtPercentile(50) / 1e3,
                "p99",
                latencies.getValueAtPercentile(99) / 1e3);
    }
}
