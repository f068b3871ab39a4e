/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of what arrives on the phone is written by this test from the corpus. If it was not as it should be the
 * test fails once, and the page is right then: commit it.
 */
class CorpusPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "mail-on-the-phone.md");
    private static final String BEGIN = "<!-- corpus -->\n";
    private static final String END = "<!-- /corpus -->";
    private static final int MAXIMUM_LINE = 120;

    @Test
    void thePageHasAllMailsOfTheCorpus() throws IOException {
        String before = Files.readString(PAGE);
        String after = before.substring(0, before.indexOf(BEGIN) + BEGIN.length())
                + table()
                + before.substring(before.indexOf(END));

        Files.writeString(PAGE, after);

        assertThat(after).as("%s was written anew: commit it", PAGE).isEqualTo(before);
    }

    private static String table() {
        StringBuilder table = new StringBuilder();
        String chapter = "";
        for (CorpusMail mail : MailCorpus.all()) {
            if (!mail.chapter().equals(chapter)) {
                chapter = mail.chapter();
                table.append("\n## ").append(chapter).append("\n\n| mail | on the phone |\n| --- | --- |\n");
            }
            table.append("| ")
                    .append(escaped(mail.kind()))
                    .append(" | ")
                    .append(phone(mail.phone()))
                    .append(" |\n");
        }
        return table.append('\n').toString();
    }

    private static String phone(List<String> lines) {
        return lines.stream().map(CorpusPageTest::shown).collect(Collectors.joining("<br>"));
    }

    /** The hash of a file says nothing to a reader. */
    private static String shown(String line) {
        String known =
                line.startsWith("text: ") || line.startsWith("nothing") ? line : line.replaceFirst(" [0-9a-f]{8}$", "");
        String bold = known.replaceFirst("^(\\w+)", "**$1**");
        return escaped(
                bold.length() <= MAXIMUM_LINE
                        ? bold
                        : bold.substring(0, MAXIMUM_LINE).strip() + " …");
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("⏎", " ⏎ ")
                .replace("*Price list*", "\\*Price list\\*");
    }
}
