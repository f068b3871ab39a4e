/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.BlockResult;
import io.github.whatsapp360.client.BusinessProfile;
import io.github.whatsapp360.client.HealthStatus;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.WebhookSettings;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.json.ApiJson;
import io.github.whatsapp360.message.Recipient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The number's webhook, profile, blocked users and health, and any other call.
 *
 * <p>Thread-safe.
 */
public final class AccountCalls {

    private static final String WEBHOOK = "/v1/configs/webhook";
    private static final WebhookSettings NO_WEBHOOK = new WebhookSettings(null, Map.of());
    private static final String PROFILE = "/whatsapp_business_profile";
    private static final String PROFILE_FIELDS =
            "about,address,description,email,profile_picture_url,websites,vertical";
    private static final String BLOCKED = "/block_users";

    private final ApiConnection api;
    private final RetryExecutor retries;

    private record ProfileResponse(@Nullable List<BusinessProfile> data) {}

    private record HealthResponse(
            @JsonProperty("health_status") @Nullable HealthStatus status) {}

    public AccountCalls(ApiConnection api, RetryExecutor retries) {
        this.api = api;
        this.retries = retries;
    }

    /**
     * A call with a path from the user. Without the leading slash it could name another host, which would receive the
     * key.
     */
    public CompletableFuture<byte[]> anyCall(
            String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        try {
            if (!path.startsWith("/")) {
                throw new URISyntaxException(path, "no leading slash");
            }
            URI unused = new URI(path);
        } catch (URISyntaxException noPath) {
            // Without the cause, whose message quotes the path.
            return CompletableFuture.failedFuture(new InvalidMessageException(
                    "The path of a call must begin with a slash and be URL-encoded: " + noPath.getReason()));
        }
        return retries.execute(attempt -> api.exchange(method, path, json, headers));
    }

    CompletableFuture<byte[]> call(String method, String path, byte @Nullable [] json) {
        return retries.execute(attempt -> api.exchange(method, path, json));
    }

    public CompletableFuture<WebhookSettings> webhook() {
        // If none is set, the response is 404 or empty.
        return ask(
                        WEBHOOK,
                        body -> body.length == 0
                                ? NO_WEBHOOK
                                : ResponseReader.readIdempotent(body, WebhookSettings.class))
                .exceptionallyCompose(
                        problem -> Whatsapp360Exception.in(problem).httpStatus() == 404
                                ? CompletableFuture.completedFuture(NO_WEBHOOK)
                                : CompletableFuture.failedFuture(problem));
    }

    public CompletableFuture<WebhookSettings> setWebhook(WebhookSettings webhook) {
        return call("POST", WEBHOOK, ApiJson.write(webhook))
                .thenApply(body -> body.length == 0 ? webhook : ResponseReader.read(body, WebhookSettings.class));
    }

    /** A read-only call, which is retried if the response cannot be parsed. */
    private <T> CompletableFuture<T> ask(String path, Function<byte[], T> reader) {
        return retries.execute(attempt -> api.exchange("GET", path, null).thenApply(reader));
    }

    public CompletableFuture<BusinessProfile> profile() {
        return ask(PROFILE + "?fields=" + PROFILE_FIELDS, body -> {
            List<BusinessProfile> data =
                    ResponseReader.readIdempotent(body, ProfileResponse.class).data();
            if (data == null || data.isEmpty()) {
                throw ResponseReader.unavailable(null);
            }
            return data.get(0);
        });
    }

    public CompletableFuture<@Nullable Void> updateProfile(BusinessProfile profile) {
        Map<String, Object> request;
        try {
            request = ApiJson.readObject(ApiJson.write(profile));
        } catch (IOException never) {
            throw new IllegalArgumentException("The profile is not a JSON object", never);
        }
        request.put("messaging_product", "whatsapp");
        request.remove("profile_picture_url");
        return call("POST", PROFILE, ApiJson.write(request)).thenApply(done -> null);
    }

    public CompletableFuture<BlockResult> block(String method, List<Recipient> users) {
        List<Map<String, String>> named = users.stream()
                .map(user -> Map.of(user instanceof Recipient.UserId ? "user_id" : "user", user.wire()))
                .toList();
        byte[] request = ApiJson.write(Map.of("messaging_product", "whatsapp", "block_users", named));
        // If only some users were blocked, the status is 400, but the response contains the lists.
        return retries.execute(attempt -> api.exchange(method, BLOCKED, request, BlockResponse::isIn))
                .thenApply(
                        body -> ResponseReader.read(body, BlockResponse.class).result());
    }

    public CompletableFuture<List<BlockResult.User>> blocked() {
        return Paging.all(
                after -> call("GET", BLOCKED + "?limit=1000" + after, null),
                body -> ResponseReader.readIdempotent(body, BlockResponse.Page.class)
                        .users());
    }

    public CompletableFuture<HealthStatus> health() {
        return ask("/health_status", body -> {
            HealthStatus status =
                    ResponseReader.readIdempotent(body, HealthResponse.class).status();
            if (status == null) {
                throw ResponseReader.unavailable(null);
            }
            return status;
        });
    }
}
