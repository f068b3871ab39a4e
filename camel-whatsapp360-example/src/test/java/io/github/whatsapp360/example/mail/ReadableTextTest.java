package io.github.whatsapp360.example.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTML as it reads on a phone. */
class ReadableTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<p>One</p><p>Two</p>|One%n%nTwo",
                "<div>One</div><div>Two</div><div><br></div><div>Three</div>|One%nTwo%n%nThree",
                "One<br>Two   words%n of text|One%nTwo words of text",
                "<b>Bold</b>, <i>slanted</i> and <s>struck</s>|*Bold*, _slanted_ and ~struck~",
                "<b> a </b>b<b></b>|*a* b",
                "<b><div>One</div><div>Two</div></b>|One%nTwo",
                "<h1>Title</h1>Text|*Title*%n%nText",
                "<ul><li>One</li><li>Two</li></ul><ol><li>A</li><li>B</li></ol>|• One%n• Two%n%n1. A%n2. B",
                "<a href='https://example.com/a'>here</a>|here (https://example.com/a)",
                "<a href='https://example.com/'>example.com</a> <a href='mailto:a@example.com'>a</a>|example.com a",
                "<table><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></table>|A B%nC D",
                "<pre>a%n  b</pre>|a%n  b",
                "<style>p {}</style><script>x()</script><title>T</title>a&nbsp;b&#8203;|a b",
                "&lt;b&gt; &amp; שלום 👍|<b> & שלום 👍",
                "<p></p>|``"
            })
    void itIsReadable(String html, String text) {
        assertThat(ReadableText.of(html.replace("%n", "\n"))).isEqualTo(text.replace("%n", "\n"));
    }
}
