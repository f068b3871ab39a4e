/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where a page of the cookbook names a file of the example and shows it, it shows what the tests run. */
class CookbookTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Pattern SHOWN =
            Pattern.compile("(?m)^`((?:routes|sql|flows)/[^`]+)`[^\\n]*\\n\\n```\\w+\\n((?s:.*?))^```$");

    @TestFactory
    Stream<DynamicTest> pagesShowTheFilesThatAreTested() throws IOException {
        return MarkdownPage.all().stream()
                .map(MarkdownPage::file)
                .filter(page -> page.getParent().endsWith("cookbook"))
                .flatMap(page -> shown(page).stream()
                        .map(file ->
                                dynamicTest(page.getFileName() + ": " + file.group(1), () -> assertThat(file.group(2))
                                        .isEqualTo(Files.readString(RESOURCES.resolve(file.group(1)))))));
    }

    private static List<MatchResult> shown(Path page) {
        try {
            return SHOWN.matcher(Files.readString(page)).results().toList();
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
