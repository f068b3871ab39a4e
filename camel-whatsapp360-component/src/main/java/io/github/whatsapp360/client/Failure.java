package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failed call; what every exception of the family is made of.
 *
 * @param message a sentence, without key, phone number or message text
 * @param httpStatus 0 when there was no answer
 * @param code the API's error code; 0 when there was none
 * @param retryable whether the same call may succeed later without a change
 */
record Failure(
        String message,
        int httpStatus,
        int code,
        @Nullable Integer subcode,
        @Nullable String details,
        @Nullable String traceId,
        boolean retryable,
        @Nullable Duration retryAfter,
        @Nullable Throwable cause)
        implements Serializable {

    Failure {
        requireNonNull(message, "message");
    }

    /** The same with another sentence. */
    Failure saying(String sentence) {
        return new Failure(sentence, httpStatus, code, subcode, details, traceId, retryable, retryAfter, cause);
    }

    /** A failure without an answer. */
    static Failure local(String message, boolean retryable, @Nullable Throwable cause) {
        return new Failure(message, 0, 0, null, null, null, retryable, null, cause);
    }
}
