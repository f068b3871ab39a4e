/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSplitterTest {

    private static final TextSplitter TEN = new TextSplitter(10);

    /** Each is one character to a reader. */
    private static final List<String> GRAPHEMES = List.of(
            "👨‍👩‍👧‍👦",
            "👩🏽‍🚀",
            "🏳️‍🌈",
            "🇩🇪",
            "🇮🇳",
            "👍🏿",
            "1️⃣",
            "e\u0301",
            "a\u0308\u0323",
            "नि",
            "각",
            "𝄞",
            "😀",
            "ß",
            "x",
            "—");

    private static final List<String> SPACES = List.of(" ", "  ", "\n", "\r\n", "\n\n", "\n \n", "\t", "\u3000");

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @Test
    void textThatFitsIsReturnedAsItIs() {
        String text = "  " + "x".repeat(4092) + "\n ";
        assertThat(TextSplitter.TEXT_MESSAGE.split(text)).containsExactly(text);
    }

    @Test
    void oneCharacterTooManyMakesTwoParts() {
        assertThat(TextSplitter.TEXT_MESSAGE.split("x".repeat(4097))).containsExactly("x".repeat(4096), "x");
    }

    @Test
    void emptyTextHasNoParts() {
        assertThat(TEN.split("")).isEmpty();
    }

    @Test
    void whiteSpaceThatDoesNotFitHasNoParts() {
        assertThat(TEN.split(" ".repeat(25))).isEmpty();
    }

    @Test
    void paragraphIsPreferredToLineAndWord() {
        assertThat(TEN.split("aaaaa\n\nb\nc d")).containsExactly("aaaaa", "b\nc d");
        assertThat(TEN.split("aaaaa\r\n\r\nb c d")).containsExactly("aaaaa", "b c d");
    }

    @Test
    void lineIsPreferredToWord() {
        assertThat(TEN.split("aaaaa\nb c d e")).containsExactly("aaaaa", "b c d e");
    }

    @Test
    void wordIsPreferredToAnEarlyParagraph() {
        assertThat(TEN.split("a\n\nbbbb cc ddd")).containsExactly("a\n\nbbbb cc", "ddd");
    }

    @Test
    void earlyBreakIsPreferredToCuttingAWord() {
        assertThat(TEN.split("aa bbbbbbbbbb")).containsExactly("aa", "bbbbbbbbbb");
    }

    @Test
    void whiteSpaceAtTheLimitIsTheCut() {
        assertThat(TEN.split("aaaaaaaaaa   bb")).containsExactly("aaaaaaaaaa", "bb");
        assertThat(TEN.split("aaaaaaaaaa   ")).containsExactly("aaaaaaaaaa");
    }

    @Test
    void nonBreakingSpaceIsNoPlaceToCut() {
        assertThat(TEN.split("aaa bbbb\u00a0ccc")).containsExactly("aaa", "bbbb\u00a0ccc");
    }

    @Test
    void spaceThatCarriesAMarkIsNoPlaceToCut() {
        assertThat(TEN.split("aaaaaa \u0301bbbb")).containsExactly("aaaaaa \u0301bb", "bb");
    }

    @ParameterizedTest
    @MethodSource("graphemes")
    void characterOfSeveralCodePointsIsNotCut(String grapheme) {
        TextSplitter splitter = new TextSplitter(grapheme.length() + 1);
        assertThat(splitter.split(grapheme.repeat(5)))
                .allSatisfy(part -> assertThat(part.replace(grapheme, "")).isEmpty())
                .hasSizeGreaterThanOrEqualTo(grapheme.length() > 1 ? 5 : 2);
    }

    static List<String> graphemes() {
        return GRAPHEMES;
    }

    @Test
    void characterLongerThanTheLimitIsCutBetweenCodePoints() {
        List<String> parts = new TextSplitter(3).split("👨‍👩‍👧‍👦");
        assertThat(String.join("", parts)).isEqualTo("👨‍👩‍👧‍👦");
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(3);
            assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomTextLosesOnlyWhiteSpace(int seed) {
        Random random = new Random(seed);
        TextSplitter splitter = new TextSplitter(12 + random.nextInt(60));
        String text = IntStream.range(0, 20 + random.nextInt(300))
                .mapToObj(i -> random.nextInt(6) == 0 ? any(SPACES, random) : any(GRAPHEMES, random))
                .collect(Collectors.joining());

        assertThatPartsAreSound(splitter, text);
        assertThat(graphemesOf(String.join("\n", splitter.split(text)))).isEqualTo(graphemesOf(text));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyCodePointsAtAllLoseOnlyWhiteSpace(int seed) {
        Random random = new Random(seed);
        TextSplitter splitter = new TextSplitter(2 + random.nextInt(40));
        String text = random.ints(200, 0, 0x110000)
                .map(codePoint -> random.nextBoolean() ? codePoint & 0x7f : codePoint)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());

        assertThatPartsAreSound(splitter, text);
    }

    @Test
    void longTextIsSplitInTimeThatGrowsWithItsLength() {
        String text = "👨‍👩‍👧‍👦".repeat(100_000);
        assertThat(TextSplitter.TEXT_MESSAGE.split(text)).hasSize(269);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -1})
    void limitBelowOneCodePointIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextSplitter(limit))
                .withMessageContaining("actual is " + limit);
    }

    private static void assertThatPartsAreSound(TextSplitter splitter, String text) {
        List<String> parts = splitter.split(text);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.length()).isBetween(1, splitter.limit());
            assertThat(part).isNotBlank();
        });
        assertThat(withoutSpace(String.join("", parts))).isEqualTo(withoutSpace(text));
        int at = 0;
        for (String part : parts) {
            int found = text.indexOf(part, at);
            assertThat(text.substring(at, found)).as("lost before a part").isBlank();
            at = found + part.length();
        }
        assertThat(text.substring(at)).as("lost at the end").isBlank();
    }

    private static List<String> graphemesOf(String text) {
        return Pattern.compile("\\X")
                .matcher(text)
                .results()
                .map(match -> match.group())
                .filter(grapheme -> !grapheme.isBlank())
                .toList();
    }

    private static String withoutSpace(String text) {
        return text.codePoints()
                .filter(codePoint -> !Character.isWhitespace(codePoint))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
