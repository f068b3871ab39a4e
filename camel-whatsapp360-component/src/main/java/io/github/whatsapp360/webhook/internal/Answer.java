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
public record Answer(int status, String body, @Nullable Duration retryAfter) {

    /** Kept, or nothing to keep. */
    public static final Answer OK = new Answer(200, "", null);

    /** Not from 360dialog. */
    public static final Answer UNAUTHORIZED = new Answer(401, "", null);

    /** Not a request that a webhook takes. */
    public static final Answer METHOD_NOT_ALLOWED = new Answer(405, "", null);

    /** The body did not come, or not within reasonable time. */
    public static final Answer INCOMPLETE = new Answer(408, "", null);

    /** Larger than is taken. */
    public static final Answer TOO_LARGE = new Answer(413, "", null);

    /** The server has read the body as a form, so that its bytes are gone. */
    public static final Answer UNSUPPORTED = new Answer(415, "", null);

    /** Cannot be kept now. */
    public static final Answer UNAVAILABLE = new Answer(503, "", Duration.ofSeconds(5));

    public Answer {
        requireNonNull(body, "body");
    }
}
