/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is published is complete: named, described, and in the BOM. */
class ModulesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final String BOM = "camel-whatsapp360-bom";

    @Test
    void eachModuleHasANameAndADescription() throws IOException {
        for (String module : modules()) {
            assertThat(pom(module))
                    .as("%s/pom.xml needs a <name> and a <description>", module)
                    .contains("<name>", "<description>");
        }
    }

    @Test
    void thePublishedPomsSayWhereTheyComeFrom() throws IOException {
        for (String parentless : List.of(".", BOM)) {
            assertThat(pom(parentless)).contains("<url>", "<scm>", "<developers>", "<licenses>");
        }
    }

    @Test
    void eachPublishedModuleIsInTheBom() throws IOException {
        String bom = pom(BOM);
        for (String module : modules()) {
            boolean published = !pom(module).contains("<maven.deploy.skip>true");
            String name = module.substring(module.lastIndexOf('/') + 1);
            if (published && !name.equals(BOM)) {
                assertThat(bom)
                        .as("%s is published (it does not set maven.deploy.skip) and must be in the BOM", module)
                        .contains("<artifactId>" + name + "</artifactId>");
            }
        }
    }

    private static List<String> modules() throws IOException {
        return MODULE.matcher(pom("."))
                .results()
                .map(module -> module.group(1))
                .distinct()
                .toList();
    }

    private static String pom(String module) throws IOException {
        return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
    }
}
