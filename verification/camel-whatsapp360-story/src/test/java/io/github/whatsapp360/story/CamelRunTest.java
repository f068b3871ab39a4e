/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.main.KameletMain;
import org.junit.jupiter.api.io.TempDir;

/** What {@code camel run answer.yaml} starts, with the component on the class path as {@code --dep} puts it there. */
class CamelRunTest extends RuntimeStory {

    @TempDir
    private static Path data;

    @Override
    protected RunningCamel start(int port, Map<String, String> options) throws Exception {
        Path file = data.resolve("answer.yaml");
        try (var yaml = RuntimeStory.class.getResourceAsStream("/routes/answer.yaml")) {
            Files.copy(yaml, file);
        }
        KameletMain main = new KameletMain("camel.jbang");
        main.setDownload(false);
        // It looks for the catalog of kamelets all the same, which the route does not need: not in the network.
        main.setMavenCentralEnabled(false);
        return new MainRuntime(main, "file:" + file, port, options, data.resolve("inbox"));
    }
}
