package io.github.whatsapp360.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an error means for whoever sent the message. The exceptions of a failed send are of this kind, so that a failure that is
 * reported later can be told by the same classes.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes">Error codes</a>
 */
public interface Problem {

    /** The code by which it was decided. */
    int code();

    /** A finer code. */
    @Nullable
    Integer subcode();

    /** What happened this time, in English. */
    @Nullable
    String details();

    /** The id under which Meta's support finds the request. */
    @Nullable
    String traceId();

    /** Whether sending the same again can help. */
    boolean retryable();

    /** How long to wait before that; null if it is not told. */
    @Nullable
    Duration retryAfter();
}
