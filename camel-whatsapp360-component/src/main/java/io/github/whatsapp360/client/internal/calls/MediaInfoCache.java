/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.MediaInfo;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.rate.TimeSource;
import io.github.whatsapp360.internal.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Caches the metadata of media files. A URL is valid for five minutes, so that a repeated download needs no second
 * look-up. Refusals are cached as well: twenty of them within an hour lock the call for half an hour, for all files of
 * the number, and an event whose file is gone is redelivered several times.
 *
 * <p>Thread-safe.
 */
public final class MediaInfoCache {

    /** The five minutes of a URL, less the time that may pass between look-up and use. */
    static final Duration LIFETIME = Duration.ofSeconds(270);

    private static final int MAXIMUM_ENTRIES = 1_000;

    private final Function<String, CompletableFuture<MediaInfo>> api;
    private final TimeSource time;
    private final Map<String, Entry> entries = new LruMap<>(MAXIMUM_ENTRIES);

    public MediaInfoCache(Function<String, CompletableFuture<MediaInfo>> api, TimeSource time) {
        this.api = api;
        this.time = time;
    }

    private record Entry(CompletableFuture<MediaInfo> answer, TimeSource.Moment since) {}

    /** The cached result, or otherwise the current result of the API. */
    CompletableFuture<MediaInfo> get(String id) {
        Entry earlier = find(id);
        return earlier == null ? refresh(id) : earlier.answer();
    }

    /** The current result of the API. */
    CompletableFuture<MediaInfo> refresh(String id) {
        CompletableFuture<MediaInfo> answer = api.apply(id);
        return answer.whenComplete((info, problem) -> {
            if (problem == null || isRefusal(Whatsapp360Exception.in(problem))) {
                keep(id, new Entry(answer, time.now()));
            }
        });
    }

    private static boolean isRefusal(Whatsapp360Exception problem) {
        return problem.httpStatus() >= 400 && !problem.retryable();
    }

    private synchronized @Nullable Entry find(String id) {
        Entry found = entries.get(id);
        return found == null || time.hasPassed(LIFETIME, found.since()) ? null : found;
    }

    private synchronized void keep(String id, Entry answer) {
        entries.put(id, answer);
    }
}
