/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM is told of the jar: the types that Camel and Jackson reach by reflection, and the files that are read at
 * run time. Made here of the classes and files themselves; no native image is built.
 */
class ReachabilityMetadataTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path METADATA = Path.of(
            "src/main/resources/META-INF/native-image/io.github.whatsapp360/camel-whatsapp360-component",
            "reachability-metadata.json");
    private static final List<String> FILES = List.of(
            "META-INF/io/**", "META-INF/org/**", "META-INF/services/**", "io/**/*.sql", "kamelets/*", "org/**/*.json");
    /** What tools of Camel and bnd read at build time. */
    private static final Set<String> OF_TOOLS = Set.of(
            "META-INF/MANIFEST.MF",
            "META-INF/jandex.idx",
            "component.properties",
            "dev-consoles.properties",
            "transformer.properties");

    private static final Pattern SERVICE = Pattern.compile("(?m)^class=(\\S+)$");
    private static final Pattern BY_NAME =
            Pattern.compile("(?:OptionalLibrary\\.has|Class\\.forName)\\(\\s*\"([^\"]+)\"");

    @Test
    void theMetadataNamesWhatIsReachedByNameOnly() throws Exception {
        Set<String> types = new TreeSet<>(servicesOfCamel());
        types.addAll(typesOfJackson());
        types.addAll(lookedUp());

        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode expected = json.createObjectNode();
        ArrayNode reflection = expected.putArray("reflection");
        for (String type : types) {
            ObjectNode entry = reflection.addObject().put("type", type);
            if (type.startsWith("io.github.whatsapp360.")) {
                entry.put("allDeclaredConstructors", true);
                entry.put("allDeclaredMethods", true);
                entry.put("allDeclaredFields", true);
            }
        }
        ArrayNode resources = expected.putArray("resources");
        FILES.forEach(glob -> resources.addObject().put("glob", glob));

        String text = json.writeValueAsString(expected) + "\n";
        String committed = Files.exists(METADATA) ? Files.readString(METADATA) : "";
        if (!text.equals(committed)) {
            Files.createDirectories(METADATA.getParent());
            Files.writeString(METADATA, text);
        }
        assertThat(committed)
                .as("%s has been written anew: commit it", METADATA)
                .isEqualTo(text);
    }

    /**
     * A pattern that matches nothing would hide that a file has moved, and a file that none matches would be missing.
     */
    @Test
    void thePatternsMatchEachFileOfTheJar() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<Path> read = files.filter(Files::isRegularFile)
                    .map(CLASSES::relativize)
                    .filter(file -> !file.toString().endsWith(".class")
                            && !file.startsWith("META-INF/native-image")
                            && !OF_TOOLS.contains(file.toString()))
                    .toList();
            assertThat(read)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(FILES).as(file.toString()).anyMatch(glob -> matches(glob, file)));
            assertThat(FILES).allSatisfy(glob -> assertThat(read).as(glob).anyMatch(file -> matches(glob, file)));
        }
    }

    private static boolean matches(String glob, Path file) {
        return file.getFileSystem().getPathMatcher("glob:" + glob).matches(file);
    }

    private static Set<String> servicesOfCamel() throws IOException {
        Set<String> services = new TreeSet<>();
        for (Path file : filesBelow(CLASSES.resolve("META-INF/services"), "")) {
            String text = Files.readString(file);
            SERVICE.matcher(text).results().forEach(found -> services.add(found.group(1)));
            if (file.endsWith("TypeConverterLoader")) {
                text.lines().filter(line -> line.startsWith("io.github.")).forEach(services::add);
            }
        }
        assertThat(services).hasSizeGreaterThan(5);
        return services;
    }

    private static Set<String> typesOfJackson() throws Exception {
        Set<String> types = new TreeSet<>();
        for (Path file : filesBelow(CLASSES, ".class")) {
            String name = CLASSES.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
            if (name.endsWith("package-info")) {
                continue;
            }
            Class<?> type = Class.forName(name, false, ReachabilityMetadataTest.class.getClassLoader());
            if (isBound(type)) {
                types.add(name);
            }
        }
        assertThat(types).hasSizeGreaterThan(50);
        return types;
    }

    /**
     * Records of messages, events and answers, whether annotated or not, and whatever else carries Jackson's
     * annotations.
     */
    private static boolean isBound(Class<?> type) {
        boolean data = type.getName().matches("io\\.github\\.whatsapp360\\.(client|event|message)\\b.*");
        return data && type.isRecord()
                || isAnnotated(type)
                || Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields())
                        .flatMap(Stream::of)
                        .anyMatch(member -> isAnnotated((AnnotatedElement) member));
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return Stream.of(element.getDeclaredAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getName().startsWith("com.fasterxml.jackson."));
    }

    private static Set<String> lookedUp() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : filesBelow(Path.of("src/main/java"), ".java")) {
            BY_NAME.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).contains("org.sqlite.JDBC");
        return names;
    }

    private static Set<Path> filesBelow(Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
