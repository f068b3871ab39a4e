/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML as a person reads it on a phone. */
class ReadableTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p>b</p> | a⏎⏎b",
                "a<br>b | a⏎b",
                "<div>a</div><div>b</div> | a⏎b",
                "<ol><li>a</li><li>b</li></ol> | 1. a⏎2. b",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table> | a b⏎c",
                "<b>a </b>b <i>c</i> <s>d</s> | *a* b _c_ ~d~",
                "<b>a<br>b</b> | a⏎b",
                "<h1>Head</h1>text | *Head*⏎⏎text",
                "<a href='https://x.org/a'>x.org/a</a> <a href='mailto:a@x.org'>a</a> | x.org/a a",
                "<pre>a  b</pre> | a  b",
                "a&nbsp;b&#8203;c | a bc",
                "a<div style='display: none'>b</div><style>c</style><script>d</script> | a",
                "a <!-- b --> c | a c"
            })
    void htmlBecomesText(String html, String text) {
        assertThat(of(html)).isEqualTo(text.replace("⏎", "\n"));
    }

    @Test
    void ofHundredThousandLevelsTheWordsAreRead() {
        assertThat(of("<div>".repeat(100_000) + "deep")).isEqualTo("deep");
        assertThat(of("<b><i>".repeat(5_000) + "deep")).contains("deep");
    }

    private static String of(String html) {
        return ReadableText.of(Jsoup.parse(html).body(), new ArrayList<>());
    }
}
