/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that strangers choose, and what is left of them. */
class SafeFileNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invoice.pdf|invoice.pdf",
                "Rechnung März 2026 (2).pdf|Rechnung März 2026 (2).pdf",
                "../../etc/passwd|passwd",
                "C:\\Windows\\system32\\calc.exe|calc.exe",
                "/absolute/name.txt|name.txt",
                "..|otherwise",
                "...hidden.|hidden",
                "con|_con",
                "COM1.txt|_COM1.txt",
                "nul.tar.gz|_nul.tar.gz",
                "console.txt|console.txt",
                "a<b>c:d\"e?f*g.txt|abcdefg.txt",
                "folder/|otherwise",
                "party 🎉.jpg|party 🎉.jpg"
            })
    void onlyWhatIsHarmlessIsLeft(String name, String safe) {
        assertThat(SafeFileName.of(name, "otherwise")).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\r\n", "\u202e", "\u2066", "\u200f", "\u2028", "\u0085", "\u007f", "\ufeff", "\ud800"
            })
    void whatSteersOrHidesIsRemoved(String character) {
        assertThat(SafeFileName.of("gpj" + character + ".exe", "otherwise")).isEqualTo("gpj.exe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ä", "漢", "🎉"})
    void aLongNameIsCutAndKeepsItsExtension(String character, @TempDir Path directory) throws Exception {
        String safe = SafeFileName.of(character.repeat(5_000) + ".pdf", "otherwise");

        assertThat(safe).endsWith(".pdf").hasSizeLessThanOrEqualTo(200).doesNotContain("\ufffd");
        assertThat(safe.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(Files.createFile(directory.resolve(safe))).exists();
    }

    @Test
    void noNameIsTheOtherOne() {
        assertThat(SafeFileName.of(null, "otherwise")).isEqualTo("otherwise");
        assertThat(SafeFileName.of("   ", "otherwise")).isEqualTo("otherwise");
    }
}
