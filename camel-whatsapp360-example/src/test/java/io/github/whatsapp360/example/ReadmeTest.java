/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test that the README shows is the one that is run. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String HEADING = "## Test your routes";

    @Test
    void theTestInTheReadmeIsYourRouteTest() throws IOException {
        List<String> readme = Files.readAllLines(README);
        int heading = readme.indexOf(HEADING);
        assertThat(heading).as("the heading " + HEADING).isNotNegative();
        List<String> shown = readme.subList(heading, readme.size()).stream()
                .dropWhile(line -> !line.equals("```java"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .toList();
        List<String> run =
                Files.readAllLines(Path.of("src/test/java/io/github/whatsapp360/example/YourRouteTest.java")).stream()
                        .dropWhile(line -> !line.startsWith("class "))
                        .toList();
        assertThat(shown).isEqualTo(run);
        assertThat(shown.stream().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(15);
    }
}
