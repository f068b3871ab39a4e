/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.http;

import io.github.whatsapp360.client.AuthenticationException;
import io.github.whatsapp360.client.Failure;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.client.TemplateException;
import io.github.whatsapp360.client.ThrottledException;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UndeliverableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import io.github.whatsapp360.client.Whatsapp360Exception;
import io.github.whatsapp360.client.WindowClosedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps the error codes of the API to exception classes, and tells whether a retry can help. A code without a row uses
 * the row of its range; otherwise the caller decides by HTTP status.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/">Error codes</a>
 */
final class ErrorTable {

    /**
     * A row of the table.
     *
     * @param retryAfter the documented minimum duration of this failure
     */
    record Row(
            Function<Failure, Whatsapp360Exception> kind,
            boolean retryable,
            @Nullable Duration retryAfter) {}

    static final Row AUTHENTICATION = new Row(AuthenticationException::new, false, null);
    static final Row THROTTLED = new Row(ThrottledException::new, true, null);

    /** An automatic retry would prolong the limit. */
    private static final Row THROTTLED_FOR_HOURS = new Row(ThrottledException::new, false, null);

    private static final Row WINDOW_CLOSED = new Row(WindowClosedException::new, false, null);
    private static final Row TEMPLATE = new Row(TemplateException::new, false, null);
    static final Row INVALID = new Row(InvalidMessageException::new, false, null);
    private static final Row UNDELIVERABLE = new Row(UndeliverableException::new, false, null);
    static final Row UNAVAILABLE = new Row(UnavailableException::new, true, null);

    /** Not sent, and a retry does not help: something other than the API responded. */
    static final Row UNREACHABLE = new Row(UnavailableException::new, false, null);

    /** The request may have had an effect. */
    static final Row UNKNOWN = new Row(UnknownOutcomeException::new, false, null);

    /** "Something went wrong": the HTTP status decides whether the request was refused or may have had an effect. */
    static final Row UNSURE = new Row(UnknownOutcomeException::new, false, null);

    private static final Pattern DIRECT_SEND_NOT_ENABLED =
            Pattern.compile("(?s)direct send.*(?:n[’']t|not) enabled|(?:n[’']t|not) enabled for this account");

    private static final Map<Integer, Row> ROWS = new HashMap<>();

    static {
        rows(AUTHENTICATION, 0, 3, 10, 33, 104, 190, 368);
        rows(AUTHENTICATION, 131005, 131031, 131037, 131042, 131044, 131045, 131063);
        rows(AUTHENTICATION, 138000, 138013, 138014, 138015, 138018, 139200, 147002, 147003, 147004);
        rows(THROTTLED, 4, 17, 32, 341, 613, 130429, 131056, 131208, 138002, 138005);
        rows(THROTTLED_FOR_HOURS, 131048, 131064, 133016);
        rows(WINDOW_CLOSED, 470, 131047);
        rows(INVALID, 100, 501, 131008, 131009, 131051, 131052, 131053, 131055, 131059, 131061, 135000);
        rows(
                UNDELIVERABLE,
                130403,
                130472,
                130497,
                131020,
                131021,
                131026,
                131030,
                131041,
                131049,
                131050,
                131062,
                137000);
        rows(UNAVAILABLE, 2, 131016, 133004, 138004, 139102, 139103);
        // Maintenance; an upgrade of the number's throughput takes about a minute.
        rows(new Row(UnavailableException::new, true, Duration.ofMinutes(1)), 131057, 2494100);
        rows(new Row(UnavailableException::new, true, Duration.ofMinutes(5)), 133015);
        rows(new Row(TemplateException::new, false, Duration.ofHours(1)), 132069);
        rows(new Row(TemplateException::new, false, Duration.ofMinutes(10)), 134101);
        rows(UNSURE, 1, 131000);
        onPremises();
    }

    /** Codes of the On-Premises API, which some responses still contain. */
    private static void onPremises() {
        rows(AUTHENTICATION, 1005, 1024);
        rows(THROTTLED, 1015, 1016);
        rows(THROTTLED_FOR_HOURS, 471);
        rows(INVALID, 1001, 1002, 1008, 1009, 1010, 1025);
        rows(UNDELIVERABLE, 472, 1007, 1013, 1026);
        rows(UNAVAILABLE, 1011);
        rows(UNSURE, 1000, 1014);
    }

    private ErrorTable() {}

    /**
     * The row of a code; null if neither the code nor its range has one.
     *
     * @param subcode decides if the code only means that something is invalid
     * @param text message and details in lower case, which decide where one code has two meanings
     */
    static @Nullable Row find(int code, @Nullable Integer subcode, String text) {
        if (code == 100 && DIRECT_SEND_NOT_ENABLED.matcher(text).find()) {
            return AUTHENTICATION;
        }
        // Usually the limit of a recipient, which ends soon; this one ends in days.
        if (code == 131056 && text.contains("username")) {
            return THROTTLED_FOR_HOURS;
        }
        if (code == 100 && subcode != null && isTemplateEdit(subcode)) {
            return TEMPLATE;
        }
        Row row = ROWS.get(code);
        if (row != null) {
            return row;
        }
        if ((code >= 200 && code <= 299) || code / 1000 == 133 || code / 1000 == 141) {
            return AUTHENTICATION;
        }
        if (code >= 80000 && code <= 80014) {
            return THROTTLED;
        }
        if (isTemplateEdit(code) || code / 100 == 20 || code / 1000 == 132 || code / 1000 == 134) {
            return TEMPLATE;
        }
        if (code / 1000 == 139 || code / 1000 == 147) {
            return INVALID;
        }
        return code / 1000 == 138 || code / 100 == 1312 ? UNDELIVERABLE : null;
    }

    /** The codes that have a row of their own. */
    static Set<Integer> codes() {
        return Set.copyOf(ROWS.keySet());
    }

    private static boolean isTemplateEdit(int code) {
        return code / 1000 == 2388;
    }

    private static void rows(Row row, int... codes) {
        for (int code : codes) {
            ROWS.put(code, row);
        }
    }
}
