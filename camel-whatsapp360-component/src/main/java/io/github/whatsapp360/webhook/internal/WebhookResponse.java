package io.github.whatsapp360.webhook.internal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a delivery. 360dialog takes 200 for "yours now" and repeats anything else, for up to seven days.
 *
 * <p>Immutable and thread-safe.
 *
 * @param body empty, but for the challenge of a verification
 * @param retryAfter when the sender should come again; null for no hint
 */
public record WebhookResponse(
        int status, String body, @Nullable Duration retryAfter) {

    /** Kept, or nothing to keep. */
    public static final WebhookResponse OK = new WebhookResponse(200, "", null);

    /** Not from 360dialog. */
    public static final WebhookResponse UNAUTHORIZED = new WebhookResponse(401, "", null);

    /** Not a request that a webhook takes. */
    public static final WebhookResponse METHOD_NOT_ALLOWED = new WebhookResponse(405, "", null);

    /** The body did not come, or not within reasonable time. */
    public static final WebhookResponse INCOMPLETE = new WebhookResponse(408, "", null);

    /** Larger than is taken. */
    public static final WebhookResponse TOO_LARGE = new WebhookResponse(413, "", null);

    /** The server has read the body as a form, so that its bytes are gone. */
    public static final WebhookResponse UNSUPPORTED = new WebhookResponse(415, "", null);

    /** Cannot be kept now. */
    public static final WebhookResponse UNAVAILABLE = new WebhookResponse(503, "", Duration.ofSeconds(5));

    public WebhookResponse {
        requireNonNull(body, "body");
    }
}
