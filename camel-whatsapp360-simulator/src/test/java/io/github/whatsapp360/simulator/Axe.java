/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.whatsapp360.browser.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** Checks the accessibility of a page with axe. */
final class Axe {

    private static final String FINDINGS = """
            axe.run(%s, {resultTypes: ["violations"], %s}).then(results => results.violations.flatMap(rule =>
              rule.nodes.map(node => `${rule.id} (${rule.help}): ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`)))""";

    private Axe() {}

    /**
     * Returns what axe finds, as an array of texts.
     *
     * @param part a selector in quotes, or {@code document}
     * @param rules a member of axe's options that selects rules; empty for all
     */
    static JsonNode findings(Chromium browser, String part, String rules) throws IOException, InterruptedException {
        if (!browser.eval("typeof axe === 'object'").asBoolean()) {
            browser.eval(script() + ";0");
        }
        return browser.eval(FINDINGS.formatted(part, rules));
    }

    /** The script out of its web jar. */
    private static String script() throws IOException {
        Properties jar = new Properties();
        try (InputStream version = resource("META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            jar.load(version);
        }
        String script = "META-INF/resources/webjars/axe-core/" + jar.getProperty("version") + "/axe.min.js";
        try (InputStream content = resource(script)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Axe.class.getClassLoader().getResourceAsStream(name), name);
    }
}
