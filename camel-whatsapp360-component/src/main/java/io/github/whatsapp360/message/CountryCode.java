package io.github.whatsapp360.message;

import java.util.Set;

/**
 * The country code that a phone number begins with, by the numbering plan E.164: of one digit for 1 and 7, of two digits
 * for those in {@link #TWO_DIGITS}, of three digits for all others. No code is the beginning of another one.
 *
 * <p>Immutable and thread-safe.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
final class CountryCode {

    private static final Set<String> ONE_DIGIT = Set.of("1", "7");

    private static final Set<String> TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    /**
     * Behind these a 0 belongs to the number and is dialled from abroad: Italy, San Marino, Vatican, Ivory Coast, Burkina
     * Faso, Benin, Gabon, Congo, Tajikistan. Everywhere else a 0 there is the trunk prefix of national calls.
     */
    private static final Set<String> ZERO_IS_DIALLED =
            Set.of("39", "378", "379", "225", "226", "229", "241", "242", "992");

    private CountryCode() {}

    /**
     * Whether a 0 follows the country code that is only dialled within that country.
     *
     * @param digits of a number, from its country code on
     */
    static boolean hasTrunkZero(String digits) {
        int length = length(digits);
        return digits.length() > length
                && digits.charAt(length) == '0'
                && !ZERO_IS_DIALLED.contains(digits.substring(0, length));
    }

    private static int length(String digits) {
        if (ONE_DIGIT.contains(digits.substring(0, 1))) {
            return 1;
        }
        return digits.length() >= 2 && TWO_DIGITS.contains(digits.substring(0, 2)) ? 2 : 3;
    }
}
