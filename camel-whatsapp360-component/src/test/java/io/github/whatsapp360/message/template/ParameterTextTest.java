/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.whatsapp360.message.part.MediaRef;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTextTest {

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("Dear Lena,\n\nyour parcel\tis here.", "Dear Lena, your parcel is here."),
                Arguments.of("a\r\nb", "a b"),
                Arguments.of("a \n b", "a b"),
                Arguments.of("a\u2028b\u000bc\u0085d", "a b c d"),
                Arguments.of("a" + " ".repeat(15) + "b", "a b"),
                Arguments.of("a" + " ".repeat(5) + "b", "a b"),
                Arguments.of("a\u00a0\u00a0\u00a0 \u00a0b", "a b"),
                Arguments.of("a" + " ".repeat(4) + "b", "a    b"),
                Arguments.of("Hi\n", "Hi"),
                Arguments.of("\tHi", "Hi"),
                Arguments.of(" as it is ", " as it is "),
                Arguments.of("\n \t", ""),
                Arguments.of("", ""),
                Arguments.of(12500000.5d, "12500000.5"),
                Arguments.of(1e21, "1000000000000000000000"),
                Arguments.of(0.00001d, "0.000010"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(new BigDecimal("100.00"), "100.00"),
                Arguments.of(new BigDecimal("1E+2"), "100"),
                Arguments.of(3, "3"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(true, "true"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aValueIsWrittenAsTheApiTakesIt(Object value, String text) {
        assertThat(ParameterText.of(value).text()).isEqualTo(text);
        assertThat(TemplateParameters.of(List.of(value)).body()).containsExactly(TemplateParameter.text(text));
        assertThat(TemplateParameters.of(Map.of("1", value)).body()).containsExactly(TemplateParameter.text(text));
        assertThat(TemplateParameters.of(Map.of("name", value)).body())
                .containsExactly(TemplateParameter.named("name", text));
        assertThat(TemplateParameters.of(Map.of("header.text", value)).header())
                .isEqualTo(TemplateParameter.text(text));
        assertThat(TemplateParameters.of(Map.of("button.0.url", value)).buttons())
                .containsExactly(new TemplateButton.UrlSuffix(0, text));
        assertThat(TemplateParameters.otp(value.toString()).buttons()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyWordStaysAndNothingIsLeftThatTheApiRefuses(long seed) {
        Random random = new Random(seed);
        String alphabet = "ab     \n\r\t\u000b\u2028\u00a0\u3000ä😀";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
                text.appendCodePoint(alphabet.codePointAt(at));
            }

            String sent = ParameterText.of(text.toString()).text();

            assertThat(sent).doesNotContainPattern("[\\n\\r\\t\\x0B\\u2028]| {5}");
            assertThat(words(sent)).isEqualTo(words(text.toString()));
            assertThat(ParameterText.of(sent).text()).isEqualTo(sent);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\p{Z}\\p{Cc}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void aValueOfSeveralPartsIsNoParameter() {
        for (Object several : List.of(List.of("Lena"), Map.of("a", "Lena"), new String[] {"Lena"}, new byte[1])) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TemplateParameters.of(List.of("a", several)))
                    .withMessageContaining("'2'")
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("Lena"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TemplateParameters.of(Map.of("header.text", several)))
                    .withMessageContaining("'header.text'");
        }
    }

    @Test
    void whatACallerHasMadeAParameterOfIsNotAltered() {
        TemplateParameter.Text typed = TemplateParameter.text("a\nb");

        assertThat(TemplateParameters.of(List.of(typed)).body()).containsExactly(typed);
    }

    @Test
    void whatNoCustomerSeesKeepsItsBreaks() {
        assertThat(TemplateParameters.of(Map.of("button.0.payload", "a\nb")).buttons())
                .containsExactly(new TemplateButton.QuickReply(0, "a\nb"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/files/bill%20A-1.pdf?sig=1, bill A-1.pdf",
        "https://x.example/files/a+b.pdf#page=2, a+b.pdf",
        "http://x.example/100%.pdf, 100%.pdf",
        "https://x.example/%2e%2e%2fetc%2Fpasswd, passwd",
        "https://x.example/R%C3%A9sum%C3%A9%0A.pdf, Résumé.pdf",
        "https://x.example/files/, ",
        "https://x.example, ",
        "https://x.example?file=a.pdf, "
    })
    void aDocumentOnTheWebIsNamedByItsLink(String link, String name) {
        assertThat(TemplateParameters.of(Map.of("header.document", link)).header())
                .isEqualTo(TemplateParameter.Document.of(MediaRef.link(link), name));
        assertThat(TemplateParameters.of(Map.of("header.document", link, "header.filename", "Bill.pdf"))
                        .header())
                .isEqualTo(TemplateParameter.Document.of(MediaRef.link(link), "Bill.pdf"));
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(new ParameterText("a".repeat(10)).limitedTo(10).text()).isEqualTo("a".repeat(10));
        assertThat(new ParameterText("a".repeat(8) + "😀b").limitedTo(10).text())
                .isEqualTo("a".repeat(8) + "…");
        assertThat(new ParameterText("secret")).hasToString("ParameterText[6 characters]");
    }
}
