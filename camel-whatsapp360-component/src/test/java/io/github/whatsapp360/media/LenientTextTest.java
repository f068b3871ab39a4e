/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text whose charset is unknown, absent or a lie. */
class LenientTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"utf-8", "UTF8", "\"utf-8\"", "x-unknown-999", "us-ascii", "iso-8859-1", "ansi", "", "gb18030x"})
    void utf8IsReadWhateverIsDeclared(String declared) {
        assertThat(LenientText.decode("Grüße 日本".getBytes(UTF_8), declared)).isEqualTo("Grüße 日本");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "x-unknown-999", "us-ascii", "iso-8859-1", "windows-1252", "unicode-1-1-utf-8"})
    void latinIsReadWhateverIsDeclared(String declared) {
        assertThat(LenientText.decode("Grüße".getBytes(ISO_8859_1), declared)).isEqualTo("Grüße");
    }

    @Test
    void otherCharsetsAreReadByTheirName() {
        assertThat(LenientText.decode("привет".getBytes(Charset.forName("koi8-r")), "KOI8-R"))
                .isEqualTo("привет");
        assertThat(LenientText.decode("日本".getBytes(Charset.forName("windows-31j")), "Shift_JIS"))
                .isEqualTo("日本");
        assertThat(LenientText.decode("\ufeffä".getBytes(UTF_16LE), "utf-8")).isEqualTo("ä");
        assertThat(LenientText.decode("日本語".getBytes(UTF_8), "iso-2022-jp")).isEqualTo("日本語");
    }

    @Test
    void oneCutCharacterDoesNotChangeTheOthers() {
        byte[] text = "Grüße ä".getBytes(UTF_8);
        assertThat(LenientText.decode(Arrays.copyOf(text, text.length - 1), "utf-8"))
                .isEqualTo("Grüße \ufffd");
    }
}
