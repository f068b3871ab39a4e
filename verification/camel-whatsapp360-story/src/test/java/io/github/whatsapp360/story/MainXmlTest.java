/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Camel Main with the route in XML. */
class MainXmlTest extends RuntimeStory {

    @TempDir
    private static Path data;

    @Override
    protected RunningCamel start(int port, Map<String, String> options) {
        return new MainRuntime("classpath:routes/answer.xml", port, options, data);
    }
}
