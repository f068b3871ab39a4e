/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a failed call, from which every {@link Whatsapp360Exception} is made. An application needs it only to
 * make such an exception in its own tests.
 *
 * <p>Immutable and thread-safe.
 *
 * @param message a sentence, without key, phone number or message text
 * @param httpStatus 0 if there was no response
 * @param code the API's error code; 0 if there was none
 * @param subcode the API's {@code error_subcode}; null if there was none
 * @param details the API's explanation, without phone numbers; null if there was none
 * @param traceId id under which the API's support finds the call; null if there was none
 * @param retryable whether the same call may succeed later without a change
 * @param retryAfter shortest time to wait before the next attempt; null if it is not known
 * @param cause null if there was none
 */
public record Failure(
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

    public Failure {
        requireNonNull(message, "message");
    }

    /** The same failure with another message. */
    Failure withMessage(String sentence) {
        return new Failure(sentence, httpStatus, code, subcode, details, traceId, retryable, retryAfter, cause);
    }

    /** A failure without an HTTP response. */
    public static Failure local(String message, boolean retryable, @Nullable Throwable cause) {
        return new Failure(message, 0, 0, null, null, null, retryable, null, cause);
    }
}
