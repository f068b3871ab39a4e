/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page in the form of Camel's own components: its head and its tables are what the catalog says. */
class ComponentPageTest {

    private static final Path PAGE = Path.of("src/main/docs/whatsapp360-component.adoc");
    private static final Path CATALOG =
            Path.of("src/generated/resources/META-INF/io/github/whatsapp360/camel/whatsapp360.json");

    @Test
    void thePageSaysWhatTheCatalogSays() throws IOException {
        JsonNode catalog = new ObjectMapper().readTree(CATALOG.toFile());
        String committed = Files.readString(PAGE);
        String page = committed;
        page = with(page, "head", head(catalog.path("component")));
        page = with(page, "component options", options(catalog.path("componentProperties"), "property"));
        page = with(page, "endpoint path", options(catalog.path("properties"), "path"));
        page = with(page, "endpoint options", options(catalog.path("properties"), "parameter"));
        page = with(page, "headers", headers(catalog.path("headers")));

        if (!page.equals(committed)) {
            Files.writeString(PAGE, page);
        }
        assertThat(committed).as("%s has been written anew: commit it", PAGE).isEqualTo(page);
    }

    private static String with(String page, String part, String generated) {
        String start = "// " + part + ": START\n";
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf("// " + part + ": END");
        assertThat(to).as("%s has a place for %s", PAGE, part).isGreaterThanOrEqualTo(from);
        return page.substring(0, from) + generated + page.substring(to);
    }

    private static String head(JsonNode component) {
        String title = component.path("title").asText();
        return "= " + title + " Component\n:doctitle: " + title + "\n:shortname: "
                + component.path("scheme").asText() + "\n:artifactid: "
                + component.path("artifactId").asText() + "\n:description: "
                + component.path("description").asText() + "\n:since: "
                + component.path("firstVersion").asText() + "\n:supportlevel: "
                + component.path("supportLevel").asText()
                + "\n:tabs-sync-option:\n:component-header: Both producer and consumer are supported\n";
    }

    private static String options(JsonNode options, String kind) {
        return options.properties().stream()
                .filter(option -> option.getValue().path("kind").asText().equals(kind))
                .map(option -> row(
                        option.getKey(),
                        option.getValue(),
                        option.getValue().path("defaultValue").asText()))
                .collect(Collectors.joining("", table("Default"), "|===\n"));
    }

    private static String headers(JsonNode headers) {
        return headers.properties().stream()
                .map(header -> row(
                        header.getKey(),
                        header.getValue(),
                        header.getValue().path("constantName").asText().replaceFirst(".*#", "")))
                .collect(Collectors.joining("", table("Constant"), "|===\n"));
    }

    private static String table(String third) {
        return "[width=\"100%\",cols=\"2,5,^1,2\",options=\"header\"]\n|===\n| Name | Description | " + third
                + " | Type\n\n";
    }

    private static String row(String name, JsonNode entry, String third) {
        return "| *" + name + "* (" + entry.path("group").asText() + ")"
                + (entry.path("required").asBoolean() ? " *Required*" : "") + " | "
                + cell(entry.path("description").asText())
                + (entry.path("secret").asBoolean() ? " Secret." : "") + " | " + cell(third) + " | "
                + entry.path("javaType").asText().replaceFirst(".*\\.", "") + "\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("{", "\\{");
    }
}
