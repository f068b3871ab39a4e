package io.github.whatsapp360.client;

import io.github.whatsapp360.client.internal.http.ErrorClassifier;
import io.github.whatsapp360.event.Problem;
import io.github.whatsapp360.event.content.ErrorItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed, or a message that was accepted and failed later. The class says what to do; the rest says what
 * happened. Suppressed exceptions are the earlier attempts of the same call.
 *
 * <p>The message is a sentence with the codes; it never holds a key, a phone number or what a message said.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/">Error codes</a>
 */
public abstract sealed class Whatsapp360Exception extends RuntimeException implements Problem
        permits AuthenticationException,
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

    /** What an error means that was reported after the message had been accepted. */
    public static Whatsapp360Exception of(ErrorItem error) {
        return ErrorClassifier.classifyReported(error);
    }

    /**
     * The member of this family in what a future failed with.
     *
     * @param problem such as a {@link java.util.concurrent.CompletionException}; anything foreign becomes the cause of an
     *     {@link UnknownOutcomeException}
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

    /** The same class of exception, made of another failure. */
    abstract Whatsapp360Exception with(Failure other);

    /**
     * The same failure, and the account that it is about: for an application that has several.
     *
     * @param account its name
     * @return an exception of the same class, with the same cause, stack trace and suppressed exceptions
     */
    public Whatsapp360Exception ofAccount(String account) {
        String named = "Account '" + account + "': ";
        return failure.message().startsWith(named) ? this : saying(named + failure.message());
    }

    /** The same with another sentence. */
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

    /** The status of the HTTP answer; 0 if there was none. */
    public int httpStatus() {
        return failure.httpStatus();
    }

    /** The API's error code, for example 131047; 0 if it gave none. */
    @Override
    public int code() {
        return failure.code();
    }

    /** The API's {@code error_subcode}; null if it gave none. */
    @Override
    public @Nullable Integer subcode() {
        return failure.subcode();
    }

    /** The API's own explanation, with numbers that could be phone numbers masked; null if it gave none. */
    @Override
    public @Nullable String details() {
        return failure.details();
    }

    /** The id under which the API's support finds the call; null if it gave none. */
    @Override
    public @Nullable String traceId() {
        return failure.traceId();
    }

    /**
     * Whether the same call may succeed later without a change. {@linkplain #outcome Unknown outcomes} are never
     * retryable: a repetition may arrive twice.
     */
    @Override
    public boolean retryable() {
        return failure.retryable();
    }

    /** How long to wait at least before the next attempt; null if nobody said. */
    @Override
    public @Nullable Duration retryAfter() {
        return failure.retryAfter();
    }

    /** Whether the message may have been sent nevertheless. */
    public SendOutcome outcome() {
        return SendOutcome.notSent;
    }
}
