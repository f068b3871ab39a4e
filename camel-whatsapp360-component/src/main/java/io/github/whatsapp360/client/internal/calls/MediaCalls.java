/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.MediaInfo;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RateLimiter;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.media.MediaUpload;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Uploads, looks up and deletes files.
 *
 * <p>Thread-safe.
 */
public final class MediaCalls {

    /** 360dialog's limit for one number. */
    public static final int UPLOADS_PER_SECOND = 25;

    private final ApiConnection api;
    private final RateLimiter uploadLimiter;
    private final RetryExecutor retries;

    /** @param uploadLimiter the rate limiter of uploads */
    public MediaCalls(ApiConnection api, RateLimiter uploadLimiter, RetryExecutor retries) {
        this.api = api;
        this.uploadLimiter = uploadLimiter;
        this.retries = retries;
    }

    private record Uploaded(@JsonProperty("id") @Nullable String id) {}

    /** Checks and uploads a file; completes with its id. */
    public CompletableFuture<String> upload(MediaUpload upload) {
        try {
            upload.check();
        } catch (IllegalArgumentException unfit) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException(String.valueOf(unfit.getMessage()), unfit));
        } catch (IOException gone) {
            return CompletableFuture.failedFuture(
                    new InvalidMessageException("The file to be uploaded cannot be read", gone));
        }
        return retries.execute(attempt -> uploadLimiter
                .acquire(null)
                .thenCompose(turn -> api.upload("/media", upload, fields(upload)))
                .thenApply(MediaCalls::readId));
    }

    private static Map<String, String> fields(MediaUpload upload) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("messaging_product", "whatsapp");
        fields.put("type", upload.mimeType());
        return fields;
    }

    private static String readId(byte[] answer) {
        String id = ResponseReader.readIdempotent(answer, Uploaded.class).id();
        if (id == null || id.isBlank()) {
            throw ResponseReader.unavailable(null);
        }
        return id;
    }

    /** Looks up a file without retries, because too many failures lock this call for half an hour. */
    public CompletableFuture<MediaInfo> lookUp(String id) {
        return api.exchange("GET", "/" + segment(id), null)
                .thenApply(body -> ResponseReader.readIdempotent(body, MediaInfo.class));
    }

    public CompletableFuture<@Nullable Void> delete(String id) {
        return retries.execute(attempt -> api.exchange("DELETE", "/" + segment(id), null))
                .thenApply(done -> null);
    }

    /** Encodes an id as one path segment. */
    static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
