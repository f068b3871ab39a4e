/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.ClientSettings;
import io.github.whatsapp360.client.DownloadedMedia;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.MediaInfo;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.DownloadResponse;
import io.github.whatsapp360.client.internal.http.HostAndPort;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.TemporaryFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Downloads files: looks up the URL, requests it from the host of the API, follows redirects, and verifies the content.
 * A failed download is retried without another look-up, because look-ups are limited; only an expired URL, which may
 * come from the {@linkplain MediaInfoCache cache}, is looked up once more.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.360dialog.com/docs/waba-messaging/media/upload-retrieve-or-delete-media">360dialog:
 *     Media</a>
 */
public final class MediaDownloader {

    /** Meta's host, which does not accept the key of 360dialog. */
    private static final String LOOKASIDE = "lookaside.fbsbx.com";

    private static final int MAXIMUM_REDIRECTS = 5;

    private final ApiConnection api;
    private final ClientSettings settings;
    private final RetryExecutor retries;
    private final MediaInfoCache mediaInfo;

    public MediaDownloader(
            ApiConnection api, ClientSettings settings, RetryExecutor retries, MediaInfoCache mediaInfo) {
        this.api = api;
        this.settings = settings;
        this.retries = retries;
        this.mediaInfo = mediaInfo;
    }

    public CompletableFuture<DownloadedMedia> download(String id) {
        CompletableFuture<DownloadedMedia> handedOver = new CompletableFuture<>();
        CompletableFuture<?> unused = mediaInfo
                .get(id)
                .thenCompose(info -> fetch(info)
                        .exceptionallyCompose(problem -> isExpired(Whatsapp360Exception.in(problem))
                                ? mediaInfo.refresh(id).thenCompose(this::fetch)
                                : CompletableFuture.failedFuture(problem)))
                .whenComplete((media, problem) -> {
                    if (problem != null) {
                        handedOver.completeExceptionally(problem);
                    } else if (!handedOver.complete(media)) {
                        media.close();
                    }
                });
        return handedOver;
    }

    private static boolean isExpired(Whatsapp360Exception failure) {
        return failure.httpStatus() == 404 || failure.httpStatus() == 410;
    }

    private CompletableFuture<DownloadedMedia> fetch(MediaInfo info) {
        long maximum = settings.limits().maximumMediaSize();
        if (info.fileSize() != null && info.fileSize() > maximum) {
            return CompletableFuture.failedFuture(new InvalidMessageException(
                    "The file has " + info.fileSize() + " bytes, maximumMediaSize is " + maximum));
        }
        Path file;
        URI uri;
        try {
            uri = address(info.url());
            file = Files.createTempFile("whatsapp360-", ".download");
        } catch (IOException | IllegalArgumentException unusable) {
            return CompletableFuture.failedFuture(new UnavailableException(Failure.local(
                    "The file cannot be fetched: " + unusable.getClass().getSimpleName(), false, unusable)));
        }
        return retries.execute(
                        attempt -> follow(uri, file, MAXIMUM_REDIRECTS).thenApply(answer -> verify(info, file, answer)),
                        MediaDownloader::delayAfter)
                .whenComplete((media, problem) -> {
                    if (problem != null) {
                        TemporaryFiles.delete(file);
                    }
                });
    }

    private static @Nullable Duration delayAfter(Whatsapp360Exception failure, int attempt) {
        return isExpired(failure) ? null : RetryExecutor.defaultDelay(failure, attempt);
    }

    /** The same path and query at the host that accepts the key. */
    private URI address(@Nullable String url) {
        if (url == null) {
            throw new IllegalArgumentException("The API returned no URL");
        }
        URI uri = URI.create(url);
        HostAndPort authority = HostAndPort.find(uri);
        if (authority == null || !authority.host().equals(LOOKASIDE)) {
            return http(uri);
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(settings.baseUrl() + uri.getRawPath() + query);
    }

    private static URI http(URI uri) {
        if (HostAndPort.find(uri) == null) {
            throw new IllegalArgumentException("Neither http nor https");
        }
        return uri;
    }

    private CompletableFuture<DownloadResponse> follow(URI uri, Path file, int redirectsLeft) {
        return api.download(uri, file, settings.limits().maximumMediaSize()).thenCompose(answer -> {
            String location = answer.location();
            if (location == null || redirectsLeft == 0) {
                return CompletableFuture.completedFuture(answer);
            }
            try {
                return follow(http(uri.resolve(location)), file, redirectsLeft - 1);
            } catch (IllegalArgumentException nowhere) {
                return CompletableFuture.completedFuture(answer);
            }
        });
    }

    private DownloadedMedia verify(MediaInfo info, Path file, DownloadResponse answer) {
        if (!answer.isSuccess()) {
            throw new CompletionException(api.failure(answer));
        }
        byte[] announced = digest(info.sha256());
        if (announced.length > 0 && !HexFormat.of().formatHex(announced).equals(answer.sha256())) {
            throw new UnavailableException(Failure.local(
                    "The file is corrupt: its SHA-256 differs from the announced one; received " + answer.size()
                            + " bytes, announced " + info.fileSize(),
                    true,
                    null));
        }
        String type = info.mimeType() == null ? answer.header("Content-Type") : info.mimeType();
        return new DownloadedMedia(
                info.id(), file, answer.size(), MediaTypes.isType(type) ? String.valueOf(type) : MediaTypes.UNKNOWN);
    }

    /** Parses hexadecimal, Base64 or URL-safe Base64; empty if it is none of these, and then nothing is verified. */
    private static byte[] digest(@Nullable String sha256) {
        String text = sha256 == null ? "" : sha256.strip();
        try {
            byte[] bytes = text.length() == 64
                    ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
                    : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
            return bytes.length == 32 ? bytes : new byte[0];
        } catch (IllegalArgumentException neither) {
            return new byte[0];
        }
    }
}
