/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.event.content.ErrorItem;
import io.github.whatsapp360.json.ErrorBody;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts an error response to an exception. The error code decides ({@link ErrorTable}); the HTTP status ({@link
 * StatusTable}) is used only if there is no known code. The header {@code Retry-After}, in seconds or as a date,
 * becomes {@link Whatsapp360Exception#retryAfter()}, before the duration of the table.
 */
public final class ErrorClassifier {

    /** A sequence of at least eight digits, however grouped, may be a phone number; codes have up to seven digits. */
    private static final Pattern POSSIBLE_PHONE_NUMBER = Pattern.compile("\\+?\\d(?:[ ()./-]?\\d){7,}");

    private final Clock clock;

    ErrorClassifier(Clock clock) {
        this.clock = clock;
    }

    /**
     * Classifies an error response.
     *
     * @param idempotent whether the request can be repeated whatever its outcome
     */
    Whatsapp360Exception classify(int status, byte[] body, @Nullable String retryAfterHeader, boolean idempotent) {
        ErrorBody error = ErrorBody.read(body);
        StatusTable.Verdict verdict = verdict(status, error);
        ErrorTable.Row row = idempotent && verdict.isUnknown() ? ErrorTable.UNAVAILABLE : verdict.row();
        Duration wait = retryAfter(retryAfterHeader);
        Failure failure = new Failure(
                error.readable() ? sentence(status, error) : foreign(status, verdict.advice()),
                status,
                error.code(),
                error.subcode(),
                mask(error.details() == null ? error.message() : error.details()),
                error.traceId(),
                row.retryable(),
                wait == null ? row.retryAfter() : wait,
                null);
        return row.kind().apply(failure);
    }

    /** Classifies the error of a failed status, which is reported after a message was accepted. */
    public static Whatsapp360Exception classifyReported(ErrorItem error) {
        int code = error.code() == null ? 0 : error.code();
        ErrorTable.Row known = error.code() == null ? null : ErrorTable.find(code, null, text(error));
        ErrorTable.Row row = known == null
                ? new ErrorTable.Row(UndeliverableException::new, false, null)
                : known.equals(ErrorTable.UNSURE) ? ErrorTable.UNAVAILABLE : known;
        String title = mask(error.title() == null ? error.message() : error.title());
        String details = mask(error.details());
        return row.kind()
                .apply(new Failure(
                        "The message was accepted but not delivered: code " + code
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

    private static String text(ErrorItem error) {
        return (error.title() + " " + error.message() + " " + error.details()).toLowerCase(Locale.ROOT);
    }

    private static StatusTable.Verdict verdict(int status, ErrorBody error) {
        ErrorTable.Row byCode = byCode(status, error);
        boolean unsure = ErrorTable.UNSURE.equals(byCode);
        if (byCode != null && !unsure) {
            return new StatusTable.Verdict(byCode, null);
        }
        StatusTable.Verdict byStatus = StatusTable.find(status, error);
        return (unsure || error.transientFailure()) && byStatus.mayBecomeUnavailable()
                ? new StatusTable.Verdict(ErrorTable.UNAVAILABLE, null)
                : byStatus;
    }

    /** Code 0 means that the key was refused; in a server error it has no meaning. */
    private static ErrorTable.@Nullable Row byCode(int status, ErrorBody error) {
        boolean none = !error.hasCode() || (error.code() == 0 && status >= 500);
        return none ? null : ErrorTable.find(error.code(), error.subcode(), error.text());
    }

    /** The message for a response that is not in the format of the API. */
    private static String foreign(int status, @Nullable String advice) {
        return "HTTP " + status + " without the JSON of the API" + (advice == null ? "" : ": " + advice);
    }

    private static String sentence(int status, ErrorBody error) {
        StringBuilder sentence = new StringBuilder("The API answered HTTP ").append(status);
        if (error.code() != 0) {
            sentence.append(", code ").append(error.code());
        }
        if (error.subcode() != null) {
            sentence.append(", subcode ").append(error.subcode());
        }
        String said = mask(error.message());
        String details = mask(error.details());
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

    static @Nullable String mask(@Nullable String text) {
        return text == null ? null : POSSIBLE_PHONE_NUMBER.matcher(text).replaceAll("…");
    }
}
