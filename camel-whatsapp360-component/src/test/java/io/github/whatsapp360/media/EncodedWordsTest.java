/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as mail programs write them. */
class EncodedWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?Q?N=C3=BAmero.docx?= | Número.docx",
                "=?utf-8?B?VEVTVC5jc3Y=?= | TEST.csv",
                "=?utf-8?B?VEVTVC5jc3Y?= | TEST.csv",
                "=?iso-8859-1?Q?Gr=FC=DFe_aus_K=F6ln.pdf?= | Grüße aus Köln.pdf",
                "=?windows-1252?q?Preis_=80?= | Preis €",
                "=?UTF-8*en?Q?a=C3=A4?= | aä",
                "=?UTF-8?Q?M=C3=A4?= =?UTF-8?Q?rz.pdf?= | März.pdf",
                "=?UTF-8?B?TcM=?= =?UTF-8?B?pHJ6LnBkZg==?= | März.pdf",
                "=?UTF-8?Q?a?= =?iso-8859-1?Q?=E4?= | aä",
                "Report =?UTF-8?Q?=C3=A4?=.pdf | Report ä.pdf",
                "=?gb2312?B?suLK1C50eHQ=?= | 测试.txt",
                "=?ISO-2022-JP?B?GyRCRnxLXBsoQi50eHQ=?= | 日本.txt",
                "=?x-unknown-999?Q?N=C3=BAmero?= | Número",
                "=?x-unknown-999?Q?N=FAmero?= | Número",
                "=?UTF-8?Q?100%=3F?= | 100%?",
                "=?UTF-8?Q?broken=ZZ=?= | broken=ZZ=",
                "=?UTF-8?X?abc?= | =?UTF-8?X?abc?=",
                "a =? b ?= c | a =? b ?= c",
                "plain.pdf | plain.pdf"
            })
    void encodedWordsAreDecoded(String written, String read) {
        assertThat(EncodedWords.decode(written)).isEqualTo(read);
    }

    @Test
    void utf8ThatWasTakenForLatinIsDecodedAndLatinStays() {
        assertThat(EncodedWords.decode(new String("Número 日.pdf".getBytes(UTF_8), ISO_8859_1)))
                .isEqualTo("Número 日.pdf");
        assertThat(EncodedWords.decode("Número.pdf")).isEqualTo("Número.pdf");
        assertThat(EncodedWords.decode("日本.pdf")).isEqualTo("日本.pdf");
    }
}
