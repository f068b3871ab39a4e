/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import static io.github.whatsapp360.client.internal.calls.RequestCheck.checked;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.whatsapp360.client.BusinessUsername;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.internal.http.ApiConnection;
import io.github.whatsapp360.client.internal.http.ResponseReader;
import io.github.whatsapp360.client.internal.rate.RetryExecutor;
import io.github.whatsapp360.json.ApiJson;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The contact book, and the business's username.
 *
 * <p>Thread-safe.
 */
public final class ContactCalls {

    private static final String USERNAME = "/username";
    private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.[A-Za-z0-9]{1,128}");
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9_]+(?:\\.[a-z0-9_]+)*");

    /** A user id that is dead, or of another portfolio. */
    private static final int UNKNOWN_USER_ID = 131009;

    private final ApiConnection api;
    private final RetryExecutor retries;

    private record Deleted(
            @Nullable Boolean deleted,
            @JsonProperty("success") @Nullable Boolean success) {

        /** An answer without the word says that the call succeeded, or that it did not. */
        boolean isDeleted() {
            return deleted == null ? !Boolean.FALSE.equals(success) : deleted;
        }
    }

    public ContactCalls(ApiConnection api, RetryExecutor retries) {
        this.api = api;
        this.retries = retries;
    }

    /** Whether there was an entry. */
    public CompletableFuture<Boolean> delete(String userId) {
        return checked(() -> {
            if (!USER_ID.matcher(userId).matches()) {
                throw new InvalidMessageException(
                        "Expected a business-scoped user id such as DE.1234, not a parent id; actual is another"
                                + " text of " + userId.length() + " characters");
            }
            return request("DELETE", "/contact_book?messaging_product=whatsapp&bsuid=" + userId, null)
                    .thenApply(body -> ResponseReader.read(body, Deleted.class).isDeleted());
        });
    }

    /** As {@link #delete}, but an id that the API does not know any more has no entry. */
    public CompletableFuture<Boolean> deleteIfKnown(String userId) {
        return delete(userId)
                .exceptionallyCompose(
                        failure -> Whatsapp360Exception.in(failure).code() == UNKNOWN_USER_ID
                                ? CompletableFuture.completedFuture(false)
                                : CompletableFuture.failedFuture(failure));
    }

    public CompletableFuture<BusinessUsername> username() {
        return request("GET", USERNAME, null)
                .thenApply(body -> ResponseReader.readIdempotent(body, BusinessUsername.class));
    }

    public CompletableFuture<BusinessUsername> setUsername(String username) {
        return checked(() -> {
            String name = username.startsWith("@") ? username.substring(1) : username;
            if (name.length() < 3
                    || name.length() > 35
                    || name.startsWith("www")
                    || !NAME.matcher(name).matches()) {
                throw new InvalidMessageException(
                        "A username has 3 to 35 characters of a-z, 0-9, dot and underscore, at least one letter, no dot"
                                + " at its beginning or end, no two dots in a row, and does not begin with www");
            }
            return request("POST", USERNAME, ApiJson.write(Map.of("username", name)))
                    .thenApply(body -> {
                        BusinessUsername answer = ResponseReader.read(body, BusinessUsername.class);
                        return answer.username() == null ? new BusinessUsername(name, answer.status()) : answer;
                    });
        });
    }

    public CompletableFuture<@Nullable Void> deleteUsername() {
        return request("DELETE", USERNAME, null).thenApply(done -> null);
    }

    private CompletableFuture<byte[]> request(String method, String path, byte @Nullable [] json) {
        return retries.execute(attempt -> api.exchange(method, path, json));
    }
}
