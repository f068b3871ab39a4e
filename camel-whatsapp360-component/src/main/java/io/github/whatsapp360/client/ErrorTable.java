package io.github.whatsapp360.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each error code of the API means here: the class, and whether trying again can help. A code without a row gets the
 * row of its range; without one of those, the caller decides by HTTP status.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/">Error codes</a>
 */
final class ErrorTable {

    /**
     * One row.
     *
     * @param retryAfter how long this failure lasts at least, where that is documented
     */
    record Row(
            Function<Failure, Whatsapp360Exception> kind,
            boolean retryable,
            @Nullable Duration retryAfter) {}

    private static final Row AUTHENTICATION = new Row(AuthenticationException::new, false, null);
    private static final Row THROTTLED = new Row(ThrottledException::new, true, null);
    private static final Row WINDOW_CLOSED = new Row(WindowClosedException::new, false, null);
    private static final Row TEMPLATE = new Row(TemplateException::new, false, null);
    private static final Row INVALID = new Row(InvalidMessageException::new, false, null);
    private static final Row UNDELIVERABLE = new Row(UndeliverableException::new, false, null);
    private static final Row UNAVAILABLE = new Row(UnavailableException::new, true, null);

    private static final Map<Integer, Row> ROWS = new HashMap<>();

    static {
        rows(AUTHENTICATION, 3, 10, 33, 104, 190, 368);
        rows(AUTHENTICATION, 131005, 131031, 131037, 131042, 131044, 131045, 131064);
        rows(THROTTLED, 4, 613, 80007, 130429, 131056, 131208);
        // A quality restriction lasts for hours: repeating by itself would only make it worse.
        rows(new Row(ThrottledException::new, false, null), 131048);
        rows(WINDOW_CLOSED, 470, 131047);
        rows(INVALID, 100, 501, 1008, 131008, 131009, 131051, 131052, 131053, 131055, 131059, 131063, 135000);
        rows(
                UNDELIVERABLE,
                1013,
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
        rows(UNAVAILABLE, 2, 131016, 133004, 2494100);
        // An upgrade of the number's throughput takes about a minute.
        rows(new Row(UnavailableException::new, true, Duration.ofMinutes(1)), 131057);
        rows(new Row(TemplateException::new, false, Duration.ofHours(1)), 132069);
        rows(new Row(TemplateException::new, false, Duration.ofMinutes(10)), 134101);
    }

    private ErrorTable() {}

    /** The row of a code; null when neither the code nor its range has one. Code 0 is "no code" and has none. */
    static @Nullable Row find(int code) {
        Row row = ROWS.get(code);
        if (row != null) {
            return row;
        }
        if (code >= 200 && code <= 299) {
            return AUTHENTICATION;
        }
        return switch (code / 1000) {
            case 132, 134 -> TEMPLATE;
            case 133, 141 -> AUTHENTICATION;
            case 138 -> UNDELIVERABLE;
            case 139, 147, 2388 -> INVALID;
            default -> code / 100 == 1312 ? UNDELIVERABLE : null;
        };
    }

    private static void rows(Row row, int... codes) {
        for (int code : codes) {
            ROWS.put(code, row);
        }
    }
}
