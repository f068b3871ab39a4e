package io.github.whatsapp360.client;

import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.json.ErrorBody;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns an answer that is no success into the exception that says what to do. Decides on the error code; the HTTP status
 * only has a say where there is no code that is known.
 */
final class Failures {

    /** Seven-digit codes exist; so many digits in a row, however they are grouped, may be somebody's number. */
    private static final Pattern PERHAPS_A_NUMBER = Pattern.compile("\\+?\\d(?:[ ()./-]?\\d){7,}");

    private static final ErrorTable.Row UNAVAILABLE = new ErrorTable.Row(UnavailableException::new, true, null);
    private static final ErrorTable.Row UNKNOWN = new ErrorTable.Row(UnknownOutcomeException::new, false, null);

    private final Clock clock;

    Failures(Clock clock) {
        this.clock = clock;
    }

    /**
     * What an answer means.
     *
     * @param harmless whether the request can be repeated whatever became of it
     */
    Whatsapp360Exception of(int status, byte[] body, @Nullable String retryAfterHeader, boolean harmless) {
        ErrorBody error = ErrorBody.read(body);
        ErrorTable.Row found = row(status, error);
        ErrorTable.Row row = harmless && found.equals(UNKNOWN) ? UNAVAILABLE : found;
        Duration wait = retryAfter(retryAfterHeader);
        Failure failure = new Failure(
                sentence(status, error),
                status,
                error.code(),
                error.subcode(),
                masked(error.details() == null ? error.message() : error.details()),
                error.traceId(),
                row.retryable(),
                wait == null ? row.retryAfter() : wait,
                null);
        return row.kind().apply(failure);
    }

    /** The failure of a message that had been accepted, as its failed status tells it. */
    static Whatsapp360Exception reported(ErrorItem error) {
        int code = error.code() == null ? 0 : error.code();
        ErrorTable.Row known = error.code() == null ? null : ErrorTable.find(code, null);
        ErrorTable.Row row = known == null
                ? new ErrorTable.Row(UndeliverableException::new, false, null)
                : known.equals(ErrorTable.UNSURE) ? UNAVAILABLE : known;
        String title = masked(error.title() == null ? error.message() : error.title());
        String details = masked(error.details());
        return row.kind()
                .apply(new Failure(
                        "The message was accepted and could not be delivered: code " + code
                                + (title == null ? "" : ", " + title),
                        0,
                        code,
                        null,
                        details == null ? title : details,
                        null,
                        row.retryable(),
                        row.retryAfter(),
                        null));
    }

    private static ErrorTable.Row row(int status, ErrorBody error) {
        ErrorTable.Row byCode = error.hasCode() ? ErrorTable.find(error.code(), error.subcode()) : null;
        boolean unsure = ErrorTable.UNSURE.equals(byCode);
        if (byCode != null && !unsure) {
            return byCode;
        }
        // A refusal that may be over soon. A server error is none, whatever it says of itself.
        return status < 500 && (unsure || error.transientFailure()) ? UNAVAILABLE : byStatus(status, error);
    }

    private static ErrorTable.Row byStatus(int status, ErrorBody error) {
        if (status == 429 || error.says("rate limit", "exceeded the limit")) {
            return new ErrorTable.Row(ThrottledException::new, true, null);
        }
        if (status == 401 || status == 403 || error.says("has been disabled", "lack of payment")) {
            return new ErrorTable.Row(AuthenticationException::new, false, null);
        }
        if (status == 409) {
            return UNAVAILABLE;
        }
        if (status >= 300 && status < 400) {
            return new ErrorTable.Row(UnavailableException::new, false, null);
        }
        if (status < 500) {
            return new ErrorTable.Row(InvalidMessageException::new, false, null);
        }
        boolean saysItIsDown = status != 500 && error.says("not available", "unavailable", "maintenance", "overload");
        return saysItIsDown ? UNAVAILABLE : UNKNOWN;
    }

    private static String sentence(int status, ErrorBody error) {
        StringBuilder sentence = new StringBuilder("The API answered HTTP ").append(status);
        if (error.code() != 0) {
            sentence.append(", code ").append(error.code());
        }
        if (error.subcode() != null) {
            sentence.append(", subcode ").append(error.subcode());
        }
        String said = masked(error.message());
        String details = masked(error.details());
        if (said != null) {
            sentence.append(": ").append(said);
        }
        if (details != null && !details.equals(said)) {
            sentence.append(said == null ? ": " : " - ").append(details);
        }
        if (error.traceId() != null) {
            sentence.append(" [trace ").append(error.traceId()).append(']');
        }
        return sentence.toString();
    }

    private @Nullable Duration retryAfter(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(header.trim())));
        } catch (NumberFormatException notSeconds) {
            try {
                Duration until = Duration.between(
                        clock.instant(),
                        ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                return until.isNegative() ? Duration.ZERO : until;
            } catch (DateTimeException notADate) {
                return null;
            }
        }
    }

    static @Nullable String masked(@Nullable String text) {
        return text == null ? null : PERHAPS_A_NUMBER.matcher(text).replaceAll("…");
    }
}
