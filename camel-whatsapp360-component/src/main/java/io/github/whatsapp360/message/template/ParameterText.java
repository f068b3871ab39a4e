/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a template parameter, made from a value of a body, a list, a map or a header. Only this class knows what
 * the API accepts.
 *
 * <p>The API refuses line breaks, tabs and more than four spaces in a row (132018). Each such run becomes one space,
 * and none at the ends. Numbers have all their digits and no exponent. An empty text stays empty: the check of the
 * message refuses it. Parameters that the caller has written as JSON or as {@link TemplateParameter} are never changed.
 * {@code toString} does not contain the text. Immutable and thread-safe.
 *
 * @param text the text to send
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
     * @throws IllegalArgumentException if the value is a list or a map; the message does not contain it
     */
    public static ParameterText of(Object value) {
        String words = words(value);
        String joined = RUN.matcher(words).replaceAll(" ");
        return new ParameterText(joined.equals(words) ? words : joined.strip());
    }

    /**
     * The text of a value that customers never see, such as a payload: numbers with all their digits, others unchanged.
     */
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
     * @throws IllegalArgumentException if it has more than a thousand digits
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

    /** Truncates a longer text to this length, with an ellipsis, and without splitting a character. */
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
