package io.github.whatsapp360.json;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a delivery: Unix time in a string or a number, seconds as a rule, milliseconds here and there.
 *
 * <p>Thread-safe.
 */
public final class EpochTime {

    private static final int DIGITS_OF_SECONDS = 10;
    private static final int DIGITS_OF_MILLISECONDS = 13;

    private EpochTime() {}

    /** The instant, from 1 to 10 digits of seconds or 13 of milliseconds; null for null and for anything else. */
    public static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > DIGITS_OF_MILLISECONDS) {
            return null;
        }
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return null;
            }
        }
        if (text.length() <= DIGITS_OF_SECONDS) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return text.length() == DIGITS_OF_MILLISECONDS ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
    }

    /** The digits that {@link #parse} reads back to the same instant: seconds, or milliseconds where it has a fraction. */
    static String format(Instant instant) {
        return instant.getNano() == 0
                ? Long.toString(instant.getEpochSecond())
                : String.format(Locale.ROOT, "%013d", instant.toEpochMilli());
    }
}
