/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import java.util.Set;

/**
 * The country code of a phone number, by the numbering plan E.164: of one digit for 1 and 7, of two digits
 * for those in {@link #TWO_DIGITS}, of three digits for all others. No code is the beginning of another one.
 *
 * <p>Immutable and thread-safe.
 *
 * @param digits the code
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
record CountryCode(String digits) {

    private static final Set<String> ONE_DIGIT = Set.of("1", "7");

    private static final Set<String> TWO_DIGITS = Set.of(
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98");

    /**
     * Behind these a 0 belongs to the number and is dialled from abroad: Italy, San Marino, Vatican, Ivory Coast,
     * Burkina Faso, Benin, Gabon, Congo, Tajikistan. Everywhere else a 0 there is the trunk prefix of national calls.
     */
    private static final Set<String> ZERO_IS_DIALLED =
            Set.of("39", "378", "379", "225", "226", "229", "241", "242", "992");

    /**
     * The code that a number begins with.
     *
     * @param number its digits, at least three
     */
    static CountryCode of(String number) {
        int length =
                ONE_DIGIT.contains(number.substring(0, 1)) ? 1 : TWO_DIGITS.contains(number.substring(0, 2)) ? 2 : 3;
        return new CountryCode(number.substring(0, length));
    }

    /**
     * Whether a 0 follows the country code that is only dialled within that country.
     *
     * @param number its digits, from the country code on
     */
    static boolean hasTrunkZero(String number) {
        CountryCode code = of(number);
        return number.startsWith("0", code.digits().length()) && !ZERO_IS_DIALLED.contains(code.digits());
    }
}
