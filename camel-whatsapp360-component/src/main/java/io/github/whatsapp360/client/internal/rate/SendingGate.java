/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.rate;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds messages back while sending is paused. They continue in the order in which their sends began, also those that
 * had begun to wait for the rate limit before the pause.
 *
 * <p>Thread-safe. No thread waits.
 */
public final class SendingGate implements AutoCloseable {

    /** Maximum number of messages that are held. Further messages fail instead of filling the heap. */
    static final int MAXIMUM_HELD = 10_000;

    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::place));
    private long places;
    private boolean paused;
    private boolean closed;

    private record Held(long place, CompletableFuture<@Nullable Void> passed) {}

    /** The place of a new message, behind all earlier ones. */
    public synchronized long newPlace() {
        return ++places;
    }

    /**
     * Waits while sending is paused.
     *
     * @param place of the message
     * @return completes at once on the calling thread, or on the thread that resumes; fails as not sent if too many
     *     messages are held or the gate is closed
     */
    public CompletableFuture<@Nullable Void> enter(long place) {
        synchronized (this) {
            if (isOpen() || closed || held.size() < MAXIMUM_HELD) {
                return pass(place);
            }
        }
        return CompletableFuture.failedFuture(new ThrottledException(Failure.local(
                "Nothing was sent: sending is paused, and " + MAXIMUM_HELD + " messages already wait", true, null)));
    }

    /** As {@link #enter}, for a message that has waited elsewhere meanwhile; it is never refused for its number. */
    public synchronized CompletableFuture<@Nullable Void> pass(long place) {
        CompletableFuture<@Nullable Void> passed = new CompletableFuture<>();
        if (closed) {
            fail(passed);
        } else if (isOpen()) {
            passed.complete(null);
        } else {
            held.add(new Held(place, passed));
        }
        return passed;
    }

    private boolean isOpen() {
        return !paused && held.isEmpty();
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    public synchronized void pause() {
        paused = true;
    }

    /** Lets the held messages pass, in order, on the calling thread. */
    public void resume() {
        synchronized (this) {
            paused = false;
        }
        for (Held next = next(); next != null; next = next()) {
            next.passed().complete(null);
        }
    }

    private synchronized @Nullable Held next() {
        return paused ? null : held.poll();
    }

    /** The number of held messages. */
    public synchronized int size() {
        return held.size();
    }

    /** Fails all held messages, and all later ones. */
    @Override
    public void close() {
        List<Held> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(held);
            held.clear();
        }
        left.forEach(each -> fail(each.passed()));
    }

    private static void fail(CompletableFuture<?> passed) {
        passed.completeExceptionally(
                new UnavailableException(Failure.local("The client was closed while sending was paused", true, null)));
    }
}
