/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers written in every way that the generator knows: what is sent is the digits to dial, or nothing is sent. */
class RecipientPropertyTest {

    private static final int NUMBERS = 20_000;

    private static final List<String> SEPARATORS =
            List.of(" ", "-", ".", "/", "\u00a0", "\u2011", "\u2013", "  ", " - ");
    private static final List<String> INVISIBLE = List.of(
            "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202c", "\u2060", "\u2066", "\u2069",
            "\ufeff", "\u00ad", "\u061c", "\u180e", "\ufe0f", "\u034f");
    /** Some of each length. */
    private static final List<String> COUNTRIES =
            List.of("1", "7", "49", "44", "34", "52", "55", "61", "91", "98", "212", "234", "351", "420", "880", "971");

    private static final List<String> COUNTRIES_WITH_ZERO =
            List.of("39", "378", "379", "225", "226", "229", "241", "242", "992");

    private static final int[] ZEROS = {'0', 0x0660, 0x06F0, 0x0966, 0xFF10};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsSentIsTheDigitsOrNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NUMBERS; i++) {
            String digits = digits(random, 7 + random.nextInt(9));
            String written = decorated(digits, random);

            sent(written)
                    .ifPresent(number -> assertThat(number.replace("+", "")).isEqualTo(digits));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void theUsualWaysOfWritingAreNeverRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NUMBERS; i++) {
            String digits = COUNTRIES.get(random.nextInt(COUNTRIES.size())) + digits(random, 7 + random.nextInt(6));
            String separator = List.of(" ", "-", "\u00a0", "\u2011").get(random.nextInt(4));
            String written = (random.nextBoolean() ? "+" : "")
                    + digits.substring(0, 2)
                    + separator
                    + digits.substring(2, 5)
                    + separator
                    + digits.substring(5);

            assertThat(sent(sprinkled(written, random)))
                    .hasValueSatisfying(
                            number -> assertThat(number.replace("+", "")).isEqualTo(digits));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void whatIsNoInternationalNumberIsNeverSent(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NUMBERS; i++) {
            String digits = digits(random, 7 + random.nextInt(9));
            String broken =
                    switch (random.nextInt(8)) {
                        case 0 -> "0" + digits;
                        case 1 -> "00" + decorated(digits, random);
                        case 2 -> "+0" + digits;
                        case 3 -> digits + ".0";
                        case 4 -> digits.charAt(0) + "." + digits.substring(1) + "E" + (digits.length() - 1);
                        case 5 -> "+" + digits.substring(0, 2) + " (0)" + digits.substring(2);
                        case 6 -> digits(random, 16 + random.nextInt(5));
                        default -> digits(random, 1 + random.nextInt(6));
                    };

            assertThat(sent(sprinkled(broken, random))).as("kind of %s", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void aTrunkZeroIsNeverSent(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NUMBERS; i++) {
            String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
            String written = decorated(country + "0" + digits(random, 6 + random.nextInt(5)), random);

            assertThat(sent(written)).as("country %s", country).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void aZeroThatBelongsToTheNumberIsSent(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < NUMBERS; i++) {
            String country = COUNTRIES_WITH_ZERO.get(random.nextInt(COUNTRIES_WITH_ZERO.size()));
            String digits = digits(random, 6 + random.nextInt(5));

            assertThat(sent("+" + country + " 0" + digits)).hasValue("+" + country + "0" + digits);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void noTextWhateverItIsMakesAnythingButDigits(long seed) {
        Random random = new Random(seed);
        String alphabet = "0123456789+()[]. -/,;eEx:*#\t\n\u200e\u0661\uff0b\u2212@tel";
        for (int i = 0; i < NUMBERS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }

            sent(text.toString()).ifPresent(number -> assertThat(number).matches("\\+[1-9][0-9]{6,14}"));
        }
    }

    private static Optional<String> sent(String written) {
        try {
            return Optional.of(Recipient.parse(written).wire());
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder().append(1 + random.nextInt(9));
        while (digits.length() < count) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** The digits with a plus, groups, brackets, another script and what pasted text brings along. */
    private static String decorated(String digits, Random random) {
        StringBuilder written = new StringBuilder(random.nextInt(4) == 0 ? "tel:" : "");
        if (random.nextBoolean()) {
            written.append('+');
        }
        int zero = ZEROS[random.nextInt(4) == 0 ? random.nextInt(ZEROS.length) : 0];
        int bracket = random.nextInt(3) == 0 ? 2 + random.nextInt(3) : -1;
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && random.nextInt(4) == 0) {
                written.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
            }
            written.append(i == bracket ? "(" : "");
            written.appendCodePoint(zero + digits.charAt(i) - '0');
            written.append(i == bracket + 2 && bracket > 0 ? ")" : "");
        }
        return sprinkled(written.toString(), random);
    }

    private static String sprinkled(String text, Random random) {
        StringBuilder sprinkled = new StringBuilder(text);
        for (int marks = random.nextInt(4); marks > 0; marks--) {
            sprinkled.insert(random.nextInt(sprinkled.length() + 1), INVISIBLE.get(random.nextInt(INVISIBLE.size())));
        }
        return sprinkled.toString();
    }
}
