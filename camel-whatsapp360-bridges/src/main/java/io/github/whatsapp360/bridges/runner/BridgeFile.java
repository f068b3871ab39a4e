/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a file of properties that configure bridges, as they stand there. Camel would drop what is written
 * twice, and end with the first line that has no value.
 *
 * @param bridges the parameters as they are spelt, by the name in brackets
 * @param twice the properties with two values
 */
record BridgeFile(Map<String, Map<String, Object>> bridges, List<String> twice) {

    private static final Pattern PARAMETER = Pattern.compile("camel\\.route-?[tT]emplate\\[(.*?)]\\.(.+)");

    /** Reads the file, which is in UTF-8. */
    static BridgeFile read(Path path) throws IOException {
        BridgeFile file = new BridgeFile(new LinkedHashMap<>(), new ArrayList<>());
        try (Reader reader = Files.newBufferedReader(path)) {
            file.lines().load(reader);
        }
        return file;
    }

    private Properties lines() {
        return new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object name, Object value) {
                add(name.toString(), value);
                return super.put(name, value);
            }
        };
    }

    private void add(String property, Object value) {
        Matcher parameter = PARAMETER.matcher(property);
        if (parameter.matches()) {
            Object other = bridges.computeIfAbsent(parameter.group(1), any -> new LinkedHashMap<>())
                    .put(parameter.group(2), value);
            if (other != null && !other.equals(value)) {
                twice.add(property);
            }
        }
    }

    /** What is wrong with the file itself. */
    List<String> problems() {
        return twice.stream()
                .map(property -> property + " stands there twice, with different values")
                .toList();
    }
}
