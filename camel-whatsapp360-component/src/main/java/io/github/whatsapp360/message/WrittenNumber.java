/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A phone number as written by people, address books and spreadsheets: converted to its digits, or rejected.
 *
 * <p>Invisible characters and a {@code tel:} prefix are removed, digits of other scripts become ASCII, and the
 * separators of phone numbers are left out. A text that is ambiguous or not an international number is rejected. {@code
 * toString} shows nothing of the number. Immutable and thread-safe.
 *
 * @param text as written
 */
record WrittenNumber(String text) {

    /** The shortest complete numbers that are in use. */
    private static final int MINIMUM_DIGITS = 7;

    /** By ITU-T E.164. */
    private static final int MAXIMUM_DIGITS = 15;

    /** The largest whole number up to which a float holds every one. */
    private static final int MAXIMUM_EXACT_FLOAT = 1 << 24;

    /** The same of a double. */
    private static final long MAXIMUM_EXACT_DOUBLE = 1L << 53;

    private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");
    private static final Pattern ANY_DECIMAL = Pattern.compile("[0-9]+[.,][0-9]+(?:[eE][+-]?[0-9]+)?");
    private static final Pattern TRUNK_ZERO = Pattern.compile("\\( *0+ *\\)");
    private static final Pattern SEPARATORS = Pattern.compile("[ \\-()./]");
    private static final Pattern FORM = Pattern.compile("\\+?[0-9]+");

    /** Format characters are a category of their own; these are invisible and are not of it. */
    private static final Set<Integer> INVISIBLE =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    /** The text without invisible characters, and without blanks at its ends. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(each -> !isInvisible(each)).forEach(visible::appendCodePoint);
        int start = 0;
        int end = visible.length();
        while (start < end && isBlank(visible.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(visible.charAt(end - 1))) {
            end--;
        }
        return visible.substring(start, end);
    }

    private static boolean isInvisible(int codePoint) {
        return Character.getType(codePoint) == Character.FORMAT
                || INVISIBLE.contains(codePoint)
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character);
    }

    /**
     * A number of a spreadsheet, of JSON or of a database column.
     *
     * @throws IllegalArgumentException if it is not whole and positive, or of a type that does not hold all its digits
     */
    static WrittenNumber of(Number number) {
        String problem = problemOf(number);
        if (problem != null) {
            throw refused(problem);
        }
        return new WrittenNumber(digitsOf(number));
    }

    /** Why a number cannot be sent; null if it can. */
    static @Nullable String problemOf(Number number) {
        BigDecimal exact;
        try {
            exact = exact(number);
        } catch (NumberFormatException notFinite) {
            return "a value that is not a number";
        }
        if (exact.signum() < 0 || exact.precision() - exact.scale() > 2 * MAXIMUM_DIGITS) {
            return "a number that is negative or far too large";
        }
        if (exact.stripTrailingZeros().scale() > 0) {
            return "a number with a fraction";
        }
        boolean isRounded = (number instanceof Float single && single > MAXIMUM_EXACT_FLOAT)
                || (number instanceof Double wide && wide > MAXIMUM_EXACT_DOUBLE);
        return isRounded
                ? "a number of type " + number.getClass().getSimpleName() + ", which does not hold all its digits"
                : null;
    }

    /** The digits of a number that has no {@linkplain #problemOf problem}. */
    static String digitsOf(Number number) {
        return exact(number).toBigInteger().toString();
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }

    /** Whether this is a number with a decimal point, with or without an exponent. */
    static boolean isDecimal(String written) {
        return ANY_DECIMAL.matcher(written).matches();
    }

    /**
     * The digits, behind a plus sign if there was one.
     *
     * @throws IllegalArgumentException if this is no international number; the message does not repeat the text
     */
    String dialled() {
        String written = withoutScheme(visible(text));
        if (EXPONENT.matcher(written).matches()) {
            throw refused("a number with an exponent, as spreadsheets write it");
        }
        String plain = inAscii(written);
        String problem = problemOf(plain);
        if (problem != null) {
            throw refused(problem);
        }
        String number = SEPARATORS.matcher(plain).replaceAll("");
        int digits = number.startsWith("+") ? number.length() - 1 : number.length();
        if (!FORM.matcher(number).matches()) {
            throw refused("a text of " + text.length() + " characters that is neither");
        }
        if (digits < MINIMUM_DIGITS || digits > MAXIMUM_DIGITS) {
            throw refused("a number of " + digits + " digits");
        }
        if (number.charAt(number.length() - digits) == '0') {
            throw refused("a number that begins with 0, as national numbers and the prefix 00 do");
        }
        if (CountryCode.hasTrunkZero(number.substring(number.length() - digits))) {
            throw refused("a number with a 0 behind its country code, which is dialled within the country only");
        }
        return number;
    }

    private static String withoutScheme(String written) {
        if (!written.regionMatches(true, 0, "tel:", 0, 4)) {
            return written;
        }
        if (written.indexOf(';') >= 0) {
            throw refused("a tel: address with parameters, such as an extension");
        }
        String number = written.substring(4);
        return number.startsWith("//") ? number.substring(2) : visible(number);
    }

    /** The same with the digits and separators of other scripts as their ASCII forms. */
    private static String inAscii(String written) {
        StringBuilder plain = new StringBuilder(written.length());
        written.codePoints().forEach(each -> {
            int type = Character.getType(each);
            if (type == Character.DECIMAL_DIGIT_NUMBER) {
                plain.append((char) ('0' + Character.digit(each, 10)));
            } else if (type == Character.DASH_PUNCTUATION || each == 0x2212) {
                plain.append('-');
            } else if (type == Character.SPACE_SEPARATOR) {
                plain.append(' ');
            } else {
                plain.appendCodePoint(asciiOf(each));
            }
        });
        return plain.toString();
    }

    private static int asciiOf(int codePoint) {
        return switch (codePoint) {
            case 0xFF0B, 0xFE62 -> '+';
            case 0xFF08, 0xFF3B, '[' -> '(';
            case 0xFF09, 0xFF3D, ']' -> ')';
            case 0xFF0E -> '.';
            case 0xFF0F -> '/';
            default -> codePoint;
        };
    }

    private static @Nullable String problemOf(String plain) {
        if (plain.chars().anyMatch(Character::isISOControl)) {
            return "a text with a line break or tab";
        }
        if (plain.chars().anyMatch(Character::isLetter)) {
            return "a text of " + plain.length() + " characters that is neither";
        }
        if (hasDecimalPoint(plain)) {
            return "a number with a decimal point, as spreadsheets write it";
        }
        int slash = plain.lastIndexOf('/');
        if (slash >= 0 && digitsOf(plain.substring(slash)).length() < 3) {
            return "a number with a second ending behind a slash";
        }
        return TRUNK_ZERO.matcher(plain).find() ? "a number with a trunk zero in brackets" : null;
    }

    /**
     * Points also separate the groups of phone numbers; the group behind the last one has more than two digits then.
     */
    private static boolean hasDecimalPoint(String plain) {
        int point = plain.lastIndexOf('.');
        if (point < 0) {
            return false;
        }
        boolean single = plain.indexOf('.') == point;
        String behind = plain.substring(point + 1);
        String digits = digitsOf(behind);
        if (single) {
            return DECIMAL.matcher(plain).matches()
                    || (!digits.isEmpty() && (digits.length() < 3 || digits.matches("0+")));
        }
        return digits.length() == 1;
    }

    private static String digitsOf(String plain) {
        return plain.replaceAll("[^0-9]", "");
    }

    private static IllegalArgumentException refused(String actual) {
        return new IllegalArgumentException(String.format(
                Locale.ROOT,
                "Expected a recipient as a phone number of %d to %d digits that begins with its country code, "
                        + "or as a user"
                        + " id such as DE.123, actual is %s",
                MINIMUM_DIGITS,
                MAXIMUM_DIGITS,
                actual));
    }

    @Override
    public String toString() {
        return "WrittenNumber[…]";
    }
}
