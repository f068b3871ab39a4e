/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The blueprint that the guide shows. */
record GuideBlueprint(String text) {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "karaf.md");
    private static final Pattern BLOCK = Pattern.compile("```xml\n(<\\?xml.*?</blueprint>\n)```", Pattern.DOTALL);
    private static final Pattern ROUTES = Pattern.compile("<route .*</route>", Pattern.DOTALL);

    static GuideBlueprint read() throws IOException {
        return new GuideBlueprint(find(BLOCK, Files.readString(GUIDE), 1));
    }

    /** Its routes as a file of the XML DSL. */
    String routes() {
        return "<routes xmlns=\"http://camel.apache.org/schema/spring\">" + find(ROUTES, text, 0) + "</routes>";
    }

    private static String find(Pattern pattern, String in, int group) {
        Matcher found = pattern.matcher(in);
        if (!found.find()) {
            throw new IllegalStateException("There is no " + pattern + " in " + GUIDE);
        }
        return found.group(group);
    }
}
