/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the guide shows are tests of the build. */
class TestingGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "testing.md");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/java/io/github/whatsapp360/example/OrderStateTest.java",
                "../camel-whatsapp360-starter/src/test/java/io/github/whatsapp360/springboot/example/"
                        + "SupportRouteTest.java"
            })
    void theGuideShowsTheTestAsItRuns(String test) throws IOException {
        String source = Files.readString(Path.of(test)).replaceFirst("(?s)^.*?package [^\n]*\n\n", "");

        assertThat(Files.readString(GUIDE)).contains("```java\n" + source + "```");
    }
}
