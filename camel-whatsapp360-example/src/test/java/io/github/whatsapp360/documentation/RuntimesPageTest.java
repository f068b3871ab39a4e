/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of what was run where has the versions that the build uses: they are filled into {@code runtimes.md}. */
class RuntimesPageTest {

    private static final Path TEMPLATE = Path.of("src", "test", "resources", "runtimes.md");
    private static final Path PAGE = Path.of("..", "docs", "reference", "runtimes.md");
    private static final Path VERIFICATION = Path.of("..", "verification");
    private static final Path SPRING_BOOT_4 = VERIFICATION.resolve("camel-whatsapp360-on-spring-boot-4");
    private static final String NEWER_LINE = "4.22/";
    private static final Pattern VERSION =
            Pattern.compile("<([a-z0-9-]+\\.version)>([^<]+)</", Pattern.CASE_INSENSITIVE);

    @Test
    void thePageHasTheVersionsOfTheBuild() throws IOException {
        String expected = Files.readString(TEMPLATE);
        for (Map.Entry<String, String> version : versions().entrySet()) {
            expected = expected.replace("{{" + version.getKey() + "}}", version.getValue());
        }
        assertThat(expected).as("a version that no POM has").doesNotContain("{{");
        String page = Files.readString(PAGE);
        if (!page.equals(expected)) {
            Files.writeString(PAGE, expected);
        }
        assertThat(page)
                .as("docs/reference/runtimes.md has been written anew: commit it")
                .isEqualTo(expected);
    }

    /** By their properties; those of the newer line, where they differ from the older one or not, with a prefix. */
    private static Map<String, String> versions() throws IOException {
        Map<String, String> older = properties(Path.of("..", "pom.xml"));
        Map<String, String> all = new HashMap<>(older);
        older.forEach((name, version) -> all.put(NEWER_LINE + name, version));
        properties(VERIFICATION.resolve("camel-whatsapp360-on-camel-4.22").resolve("pom.xml"))
                .forEach((name, version) -> all.put(NEWER_LINE + name, version));
        properties(SPRING_BOOT_4.resolve("pom.xml")).forEach((name, version) -> all.put("4.0/" + name, version));
        properties(SPRING_BOOT_4.resolve("4.1").resolve("pom.xml"))
                .forEach((name, version) -> all.put("4.1/" + name, version));
        return all;
    }

    private static Map<String, String> properties(Path pom) throws IOException {
        Map<String, String> found = new HashMap<>();
        VERSION.matcher(Files.readString(pom))
                .results()
                .forEach(property -> found.put(property.group(1), property.group(2)));
        return found;
    }
}
