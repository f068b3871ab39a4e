/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.camel.RoutesBuilder;

/**
 * Compiles the Java of a page: whole classes as they are, routes and statements within a class that has the variables
 * which the pages take for granted.
 */
final class DocumentedJava {

    private static final String IMPORTS = List.of(
                    "io.github.whatsapp360.camel.*",
                    "io.github.whatsapp360.client.*",
                    "io.github.whatsapp360.event.*",
                    "io.github.whatsapp360.example.*",
                    "io.github.whatsapp360.message.*",
                    "io.github.whatsapp360.message.interactive.*",
                    "io.github.whatsapp360.message.part.*",
                    "io.github.whatsapp360.message.template.*",
                    "io.github.whatsapp360.simulator.*",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*",
                    "org.apache.camel.*",
                    "org.apache.camel.builder.*",
                    "org.apache.camel.impl.*",
                    "org.apache.camel.main.*",
                    "org.junit.jupiter.api.*",
                    "org.junit.jupiter.api.extension.*",
                    "static org.assertj.core.api.Assertions.*")
            .stream()
            .map(name -> "import " + name + ";\n")
            .collect(Collectors.joining());

    private static final String GIVEN = """
                String id, url, apiKey, wamid, text, name = "";
                MediaRef media = MediaRef.link("https://example.com/a.png");
                Whatsapp360Simulator simulator;
                Whatsapp360Client client;
            """;

    private final Path directory;

    DocumentedJava(Path directory) {
        this.directory = directory;
    }

    /** The routes of a block that has some, after it was compiled; null if it only had to compile. */
    RoutesBuilder compile(String block) throws Exception {
        boolean routes = block.contains("from(") || block.stripLeading().startsWith(".");
        if (block.contains("class ")) {
            compile("Documented", ownClass(block));
            return null;
        }
        String body = block.stripLeading().startsWith(".") ? fragments(block) : block;
        compile(
                "Documented",
                IMPORTS + "public class Documented extends RouteBuilder {\n" + GIVEN
                        + "    public void configure() throws Exception {\n" + body + "    }\n}\n");
        if (!routes) {
            return null;
        }
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {directory.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            return (RoutesBuilder)
                    loader.loadClass("Documented").getDeclaredConstructor().newInstance();
        }
    }

    /** Each line that begins with a dot is a step of its own route. */
    private static String fragments(String block) {
        StringBuilder routes = new StringBuilder();
        int number = 0;
        for (String line : block.split("\n")) {
            if (line.startsWith(".")) {
                routes.append(number == 0 ? "" : ";\n")
                        .append("from(\"direct:fragment-")
                        .append(number++)
                        .append("\")");
            }
            routes.append(line).append('\n');
        }
        return routes.append(";\n").toString();
    }

    private static String ownClass(String block) {
        return block.contains("import ") ? block : IMPORTS + block;
    }

    private void compile(String name, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path file = Files.writeString(
                directory.resolve(name + ".java"),
                source.replace("public class", "class").replaceFirst("class Documented ", "public class Documented "));
        StringWriter problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    directory.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(problems + "\n" + source).isTrue();
        }
    }
}
