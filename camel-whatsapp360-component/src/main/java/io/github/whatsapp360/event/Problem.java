/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A classified error. The exceptions of a failed send implement it, so that a failure that is reported later has the
 * same class.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error
 *     codes</a>
 */
public interface Problem {

    /** The error code that determined the class. */
    int code();

    /** The subcode. */
    @Nullable
    Integer subcode();

    /** The details of the error, in English. */
    @Nullable
    String details();

    /** The trace id for Meta's support. */
    @Nullable
    String traceId();

    /** Whether sending the same message again can succeed. */
    boolean retryable();

    /** The minimum delay before that; null if unknown. */
    @Nullable
    Duration retryAfter();
}
