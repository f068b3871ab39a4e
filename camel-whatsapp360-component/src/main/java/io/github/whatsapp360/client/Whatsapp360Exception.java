/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import io.github.whatsapp360.client.internal.http.ErrorClassifier;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failed call, or a message that was accepted and failed later. The class determines what to do; the properties
 * describe what happened. Suppressed exceptions are the earlier attempts of the same call.
 *
 * <p>The message is a sentence with the codes; it never contains a key, a phone number or message text.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/">Error codes</a>
 */
public abstract sealed class Whatsapp360Exception extends RuntimeException implements Problem
        permits AuthenticationException,
                DeliveryTimeoutException,
                InvalidMessageException,
                TemplateException,
                ThrottledException,
                UnavailableException,
                UndeliverableException,
                UnknownOutcomeException,
                WindowClosedException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;

    Whatsapp360Exception(Failure failure) {
        super(failure.message(), failure.cause());
        this.failure = failure;
    }

    /** Converts an error that was reported after the message had been accepted. */
    public static Whatsapp360Exception of(ErrorItem error) {
        return ErrorClassifier.classifyReported(error);
    }

    /**
     * Finds the exception of this family in the failure of a future.
     *
     * @param problem such as a {@link java.util.concurrent.CompletionException}; any other exception becomes the cause
     *     of an {@link UnknownOutcomeException}
     */
    public static Whatsapp360Exception in(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof Whatsapp360Exception known) {
                return known;
            }
        }
        return new UnknownOutcomeException(
                Failure.local("The call failed: " + problem.getClass().getName(), false, problem));
    }

    /** Creates an exception of the same class from another failure. */
    abstract Whatsapp360Exception with(Failure other);

    /**
     * Returns a copy whose message names the account, for applications with several accounts.
     *
     * @param account its name
     * @return an exception of the same class, with the same cause, stack trace and suppressed exceptions
     */
    public Whatsapp360Exception ofAccount(String account) {
        String named = "Account '" + account + "': ";
        return failure.message().startsWith(named) ? this : saying(named + failure.message());
    }

    /** Returns a copy with another message. */
    Whatsapp360Exception saying(String message) {
        Whatsapp360Exception copy = with(failure.withMessage(message));
        copy.setStackTrace(getStackTrace());
        for (Throwable attempt : getSuppressed()) {
            copy.addSuppressed(attempt);
        }
        return copy;
    }

    String sentence() {
        return failure.message();
    }

    /** The status of the HTTP response; 0 if there was none. */
    public int httpStatus() {
        return failure.httpStatus();
    }

    /** The API's error code, for example 131047; 0 if there was none. */
    @Override
    public int code() {
        return failure.code();
    }

    /** The API's {@code error_subcode}; null if there was none. */
    @Override
    public @Nullable Integer subcode() {
        return failure.subcode();
    }

    /** The API's explanation, with possible phone numbers masked; null if there was none. */
    @Override
    public @Nullable String details() {
        return failure.details();
    }

    /** The trace id of the call for the API's support; null if there was none. */
    @Override
    public @Nullable String traceId() {
        return failure.traceId();
    }

    /**
     * Whether the same call may succeed later without a change. {@linkplain #outcome Unknown outcomes} are never
     * retryable, because a retry may cause a duplicate.
     */
    @Override
    public boolean retryable() {
        return failure.retryable();
    }

    /** The minimum delay before the next attempt; null if unknown. */
    @Override
    public @Nullable Duration retryAfter() {
        return failure.retryAfter();
    }

    /** The outcome: whether the message may have been sent nevertheless. */
    public SendOutcome outcome() {
        return SendOutcome.notSent;
    }
}
