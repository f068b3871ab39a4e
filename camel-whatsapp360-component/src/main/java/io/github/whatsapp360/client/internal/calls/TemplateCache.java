/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.internal.rate.TimeSource;
import io.github.whatsapp360.internal.LruMap;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Caches the definitions of templates, so that a message can be checked before it is sent. If a definition is not
 * available, the result is empty and the API decides.
 *
 * <p>A definition is cached for an hour, its absence for a minute. A look-up takes at most two seconds; the fetch then
 * continues in the background. Thread-safe.
 */
public final class TemplateCache {

    private static final Duration FOUND_LIFETIME = Duration.ofHours(1);
    private static final Duration MISSING_LIFETIME = Duration.ofMinutes(1);

    /**
     * A definition that is younger than this is not fetched again after a refusal, so that a route in a loop does not
     * fetch it each time.
     */
    private static final Duration MINIMUM_REFRESH_INTERVAL = Duration.ofSeconds(10);

    /** Longer than fetching a page of templates takes, and shorter than a customer waits for a code. */
    static final Duration LOOKUP_TIMEOUT = Duration.ofSeconds(2);

    /** Maximum number of definitions, because names come from routes and may be wrong. */
    private static final int MAXIMUM_ENTRIES = 10_000;

    private final BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch;
    private final TimeSource time;
    private final ScheduledExecutorService timer;
    private final Map<Key, Entry> entries = new LruMap<>(MAXIMUM_ENTRIES);

    private record Key(String name, String language) {}

    /**
     * A cached look-up.
     *
     * @param fetched the result of the API
     * @param inTime the same, or empty after the timeout
     */
    private record Entry(
            TimeSource.Moment since,
            CompletableFuture<Optional<TemplateDefinition>> fetched,
            CompletableFuture<Optional<TemplateDefinition>> inTime) {

        boolean isOver(TimeSource time) {
            boolean missed = fetched.isDone() && fetched.join().isEmpty();
            return time.hasPassed(missed ? MISSING_LIFETIME : FOUND_LIFETIME, since);
        }

        CompletableFuture<Optional<TemplateDefinition>> definition() {
            return fetched.isDone() ? fetched : inTime;
        }
    }

    /** @param timer runs the timeouts */
    public TemplateCache(
            BiFunction<String, String, CompletableFuture<Optional<TemplateDefinition>>> fetch,
            TimeSource time,
            ScheduledExecutorService timer) {
        this.fetch = fetch;
        this.time = time;
        this.timer = timer;
    }

    /** Never fails; empty if there is no such template or it cannot be fetched within two seconds. */
    public CompletableFuture<Optional<TemplateDefinition>> find(String name, String language) {
        return entry(new Key(name, language)).definition();
    }

    private synchronized Entry entry(Key key) {
        Entry known = entries.get(key);
        if (known != null && !known.isOver(time)) {
            return known;
        }
        Entry asked = ask(key);
        entries.put(key, asked);
        return asked;
    }

    private Entry ask(Key key) {
        TimeSource.Moment now = time.now();
        CompletableFuture<Optional<TemplateDefinition>> fetched =
                fetch.apply(key.name(), key.language()).exceptionally(cannotTell -> Optional.empty());
        return new Entry(now, fetched, fetched.isDone() ? fetched : inTime(fetched));
    }

    private CompletableFuture<Optional<TemplateDefinition>> inTime(
            CompletableFuture<Optional<TemplateDefinition>> fetched) {
        CompletableFuture<Optional<TemplateDefinition>> answer = fetched.copy();
        try {
            Future<?> unused = timer.schedule(
                    () -> answer.complete(Optional.empty()), LOOKUP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException timerClosed) {
            answer.complete(Optional.empty());
        }
        return answer;
    }

    /** Invalidates a template in all languages, or all templates if the name is null. */
    public synchronized void invalidate(@Nullable String name) {
        entries.keySet().removeIf(key -> name == null || key.name().equals(name));
    }

    /**
     * Invalidates a template, because a message did not match it, unless it was fetched a moment ago.
     *
     * @return whether it was invalidated, so that fetching it again may give another result
     */
    public synchronized boolean suspect(String name) {
        return entries.entrySet()
                .removeIf(entry -> entry.getKey().name().equals(name)
                        && time.hasPassed(
                                MINIMUM_REFRESH_INTERVAL, entry.getValue().since()));
    }
}
