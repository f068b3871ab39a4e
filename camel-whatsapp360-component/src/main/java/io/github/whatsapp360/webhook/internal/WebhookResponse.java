/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.webhook.internal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP response to a request. 360dialog repeats a delivery for up to seven days unless the status is 200.
 *
 * <p>Immutable and thread-safe.
 *
 * @param status the HTTP status
 * @param body empty for most; the challenge of a verification, or what a flow answers
 * @param contentType of a body that is not empty
 * @param retryAfter value of the header {@code Retry-After}; null for none
 */
public record WebhookResponse(
        int status,
        String body,
        String contentType,
        @Nullable Duration retryAfter) {

    /** The events were stored, or there were none. */
    public static final WebhookResponse OK = new WebhookResponse(200, "", null);

    /** The sender is not authenticated. */
    public static final WebhookResponse UNAUTHORIZED = new WebhookResponse(401, "", null);

    /** The request is not a delivery. */
    public static final WebhookResponse METHOD_NOT_ALLOWED = new WebhookResponse(405, "", null);

    /** The request body was truncated or timed out. */
    public static final WebhookResponse INCOMPLETE = new WebhookResponse(408, "", null);

    /** The body is too large. */
    public static final WebhookResponse TOO_LARGE = new WebhookResponse(413, "", null);

    /** The server parsed the body as a form, so its bytes are lost. */
    public static final WebhookResponse UNSUPPORTED = new WebhookResponse(415, "", null);

    /** The events cannot be stored at present. */
    public static final WebhookResponse UNAVAILABLE = new WebhookResponse(503, "", Duration.ofSeconds(5));

    public WebhookResponse {
        requireNonNull(body, "body");
        requireNonNull(contentType, "contentType");
    }

    /** A response whose body is plain text. */
    public WebhookResponse(int status, String body, @Nullable Duration retryAfter) {
        this(status, body, "text/plain", retryAfter);
    }
}
