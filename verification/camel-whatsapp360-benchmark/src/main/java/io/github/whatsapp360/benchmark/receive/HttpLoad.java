/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.receive;

import io.github.whatsapp360.benchmark.receive.Deliveries.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends deliveries over a fixed number of connections, on one thread that costs little, because it shares two
 * processors with what it measures.
 *
 * <p>Open loop: each delivery has an instant at which it is to be sent, whatever became of those before it, and its
 * latency counts from that instant. So a server that stands still for a second is late for all that should have been
 * sent in that second, and not for one delivery only ("coordinated omission"). What has no answer by the end counts
 * with the time until then.
 *
 * <p>Closed loop: as many as can be; its latencies say little and are not reported.
 */
final class HttpLoad {

    private static final long MAXIMUM_LATENCY = Duration.ofMinutes(1).toNanos();
    private static final long END_TIMEOUT = Duration.ofSeconds(10).toNanos();
    private static final long SOON = 1_500_000;
    private static final long NAP = 50_000;

    private final Histogram latencies = new Histogram(MAXIMUM_LATENCY / 1_000, 3);
    private final List<Request> requests;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> connections = new ArrayList<>();
    private long numbers;
    private long sent;
    private long answered;
    private long refused;
    private long events;

    /** @param firstNumber the first of the numbers that make ids unique */
    HttpLoad(List<Request> requests, long firstNumber) {
        this.requests = requests;
        this.numbers = firstNumber;
    }

    /**
     * What came of a load.
     *
     * @param latencies in microseconds
     * @param seconds until the last answer
     * @param nextNumber the first number that was not used
     */
    record Outcome(
            Histogram latencies,
            long sent,
            long answered,
            long refused,
            long events,
            double seconds,
            long nextNumber) {}

    /**
     * Runs.
     *
     * @param rate deliveries a second; 0 for as many as can be
     */
    Outcome run(InetSocketAddress server, int parallel, double rate, Duration time) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < parallel; i++) {
                Connection connection = new Connection(server, selector);
                connections.add(connection);
                idle.add(connection);
            }
            long begin = System.nanoTime();
            if (rate > 0) {
                openLoop(selector, begin, rate, Math.round(rate * time.toMillis() / 1_000));
            } else {
                closedLoop(selector, begin + time.toNanos());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (Connection connection : connections) {
                connection.close();
            }
            return new Outcome(latencies, sent, answered, refused, events, seconds, numbers);
        }
    }

    private void openLoop(Selector selector, long begin, double rate, long total) throws IOException {
        double interval = 1e9 / rate;
        long deadline = begin + (long) (total * interval) + END_TIMEOUT;
        while (answered + refused < total && System.nanoTime() < deadline) {
            long now = System.nanoTime();
            long due = begin + (long) (sent * interval);
            while (sent < total && due <= now && !idle.isEmpty()) {
                send(idle.pop(), due);
                due = begin + (long) (sent * interval);
            }
            if (selector.selectNow(this::ready) == 0) {
                boolean soon = sent < total && due - now < SOON;
                if (soon || idle.isEmpty()) {
                    LockSupport.parkNanos(NAP);
                } else {
                    selector.select(this::ready, 1);
                }
            }
        }
        long end = System.nanoTime();
        for (Connection late : connections) {
            if (late.isBusy()) {
                record(end - late.due());
            }
        }
        for (long unsent = sent; unsent < total; unsent++) {
            record(end - begin - (long) (unsent * interval));
        }
    }

    private void closedLoop(Selector selector, long end) throws IOException {
        long deadline = end + END_TIMEOUT;
        for (long now = System.nanoTime(); now < end || (answered + refused < sent && now < deadline); ) {
            while (now < end && !idle.isEmpty()) {
                send(idle.pop(), now);
            }
            selector.select(this::ready, 10);
            now = System.nanoTime();
        }
    }

    private void send(Connection connection, long due) throws IOException {
        Request request = requests.get((int) (sent % requests.size()));
        numbers = connection.send(request, numbers, due);
        events += request.events;
        sent++;
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        int status = connection.proceed();
        if (status == Connection.NOT_YET) {
            return;
        }
        record(System.nanoTime() - connection.due());
        // An empty answer of platform-http is a 204.
        if (status / 100 == 2) {
            answered++;
        } else {
            refused++;
        }
        idle.add(connection);
    }

    private void record(long nanos) {
        latencies.recordValue(Math.min(nanos, MAXIMUM_LATENCY) / 1_000);
    }
}
