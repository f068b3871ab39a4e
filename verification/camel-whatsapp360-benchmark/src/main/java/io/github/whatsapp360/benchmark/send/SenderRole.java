/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends as fast as it can: {@code send url= threads= inFlight= seconds=}. Each of the threads sends and waits; with
 * {@code inFlight} one thread sends and does not wait, unless the candidate blocks: then so many threads do.
 */
public final class SenderRole implements Role {

    static final String KEY = "benchmark-key-0123456789";

    /** As many as are in flight, for all candidates. */
    static final int CONNECTIONS = 500;

    private static final String TEXT = "Thank you for your order 4711. It has left the warehouse and arrives tomorrow.";
    private static final int RECIPIENTS = 1_000_000;
    private static final long MAXIMUM_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final AtomicLong number = new AtomicLong();
    private @Nullable Candidate candidate;
    private @Nullable Sender sender;

    @Override
    public Map<String, Double> start(Order start) {
        candidate = Candidate.valueOf(start.text("candidate"));
        sender = candidate == Candidate.HTTP_CLIENT ? new DirectSender() : new CamelSender(candidate);
        return Map.of();
    }

    @Override
    public Map<String, Double> answer(Order order) throws Exception {
        if (candidate == null || sender == null) {
            throw new IllegalStateException("Expected start before " + order.verb());
        }
        String url = order.text("url");
        sender.prepare(url);
        int inFlight = order.number("inFlight", 0);
        boolean alone = inFlight > 0 && !candidate.isBlocking();
        int threads = inFlight > 0 ? (alone ? 1 : inFlight) : order.number("threads");
        Run run = new Run(sender, url, alone ? inFlight : 1, order.fraction("seconds"));
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(run::send);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        return run.figures();
    }

    /** One load. */
    private final class Run {

        private final Histogram latencies = new ConcurrentHistogram(MAXIMUM_MICROS, 3);
        private final AtomicLong accepted = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final AtomicLong last = new AtomicLong();
        private final Sender sender;
        private final String url;
        private final int places;
        private final long begin = System.nanoTime();
        private final long end;

        Run(Sender sender, String url, int places, double seconds) {
            this.sender = sender;
            this.url = url;
            this.places = places;
            this.end = begin + (long) (seconds * 1e9);
        }

        /** What one thread does: sends whenever a place is free. */
        void send() {
            Semaphore free = new Semaphore(places);
            try {
                while (System.nanoTime() < end) {
                    if (free.tryAcquire(END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                        sendOne(free);
                    }
                }
                // What has no answer by then never will: some exchanges of camel-whatsapp never complete.
                int lost = free.tryAcquire(places, END_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        ? 0
                        : places - free.availablePermits();
                failed.addAndGet(lost);
            } catch (Exception failure) {
                failed.incrementAndGet();
                failure.printStackTrace();
            }
        }

        private void sendOne(Semaphore free) throws Exception {
            long sent = System.nanoTime();
            String to = String.valueOf(491_700_000_000L + number.incrementAndGet() % RECIPIENTS);
            sender.send(url, to, TEXT, isAccepted -> {
                long now = System.nanoTime();
                latencies.recordValue(Math.min((now - sent) / 1_000, MAXIMUM_MICROS));
                (isAccepted ? accepted : failed).incrementAndGet();
                last.accumulateAndGet(now, Math::max);
                free.release();
            });
        }

        Map<String, Double> figures() {
            Map<String, Double> figures = new TreeMap<>();
            figures.put("messages", (double) accepted.get());
            figures.put("failed", (double) failed.get());
            figures.put("rate", accepted.get() / Math.max(1e-9, (Math.max(last.get(), end) - begin) / 1e9));
            figures.put("p50", latencies.getValueAtPercentile(50) / 1e3);
            figures.put("p99", latencies.getValueAtPercentile(99) / 1e3);
            return figures;
        }
    }

    @Override
    public void close() throws IOException {
        if (sender != null) {
            sender.close();
        }
    }
}
