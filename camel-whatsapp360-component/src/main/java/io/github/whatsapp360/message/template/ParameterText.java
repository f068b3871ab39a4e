package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a template parameter that is made of a value: of a body, a list, a map or a header. The one place that
 * knows what the API takes there.
 *
 * <p>The API refuses line breaks, tabs and more than four spaces in a row (132018). Each such run becomes one space,
 * and is left out at the ends. Numbers are written with all their digits and without an exponent. What is empty stays
 * empty: the check of the message refuses it. Parameters that a caller has written as JSON, or as {@link
 * TemplateParameter}, do not come here and are never altered. Prints nothing of the text. Immutable and thread-safe.
 *
 * @param text as it is sent
 */
public record ParameterText(String text) {

    private static final int MAXIMUM_DIGITS = 1_000;
    private static final String SPACE = "[\\p{Zs}]";
    private static final String BREAK = "[\\p{Cc}\\p{Zl}\\p{Zp}]";

    private static final Pattern RUN =
            Pattern.compile("(?:" + SPACE + "*" + BREAK + ")+" + SPACE + "*|" + SPACE + "{5,}");

    public ParameterText {
        requireNonNull(text, "text");
    }

    /**
     * The text of a value.
     *
     * @throws IllegalArgumentException if the value has parts, as lists and maps have; the message repeats none of them
     */
    public static ParameterText of(Object value) {
        String words = words(value);
        String joined = RUN.matcher(words).replaceAll(" ");
        return new ParameterText(joined.equals(words) ? words : joined.strip());
    }

    /** A value that customers never see, such as a payload: a number with all its digits, anything else as it is. */
    static String words(Object value) {
        if (value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value.getClass().isArray()) {
            throw new IllegalArgumentException("Expected a text or a number, actual is a structured value");
        }
        return value instanceof Number number ? digits(number) : value.toString();
    }

    /**
     * A number with all its digits: {@code 12500000.5}, {@code 100.00}. Never with an exponent.
     *
     * @throws IllegalArgumentException if it has more than a thousand
     */
    public static String digits(Number number) {
        String words = number.toString();
        try {
            BigDecimal decimal = number instanceof BigDecimal exact ? exact : new BigDecimal(words);
            if (Math.abs((long) decimal.scale()) > MAXIMUM_DIGITS) {
                throw new IllegalArgumentException("Expected a number of at most " + MAXIMUM_DIGITS + " digits");
            }
            return decimal.toPlainString();
        } catch (NumberFormatException notFinite) {
            return words;
        }
    }

    /** The beginning of the text, if it is longer than that; with an ellipsis, and never half a character. */
    public ParameterText limitedTo(int length) {
        if (text.length() <= length) {
            return this;
        }
        int end = length - 1;
        return new ParameterText(
                text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…");
    }

    @Override
    public String toString() {
        return "ParameterText[" + text.length() + " characters]";
    }
}
