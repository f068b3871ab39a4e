/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.wire.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A scenario, in YAML or JSON, and all that is wrong with it. Thread-safe as long as nobody changes the content.
 *
 * @param content empty when the text is not readable
 * @param errors a sentence each, with the path of what is wrong, and its line if the text has more than one; empty when
 *     nothing is
 */
public record ScenarioFile(ObjectNode content, List<String> errors) {

    private static final String SCHEMA_FILE = "scenario-schema.json";
    private static final ObjectNode SCHEMA = load();
    private static final JsonSchema CHECK = new JsonSchema(SCHEMA);

    /** The schema of a scenario, in the words of JSON Schema 2020-12. */
    public static ObjectNode schema() {
        return SCHEMA.deepCopy();
    }

    private static ObjectNode load() {
        try (InputStream stream = ScenarioFile.class.getResourceAsStream(SCHEMA_FILE)) {
            if (stream == null) {
                throw new IllegalStateException("Expected the resource " + SCHEMA_FILE + ", Actual none");
            }
            return Json.object(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The scenario in a file. */
    public static ScenarioFile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException unreadable) {
            return unreadable("cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** The scenario in a text. */
    public static ScenarioFile parse(String text) {
        ScenarioFile file = Json.readObject(text.getBytes(StandardCharsets.UTF_8))
                .map(ScenarioFile::check)
                .orElseGet(() -> parseYaml(text));
        if (file.errors().isEmpty() || file.content().isEmpty()) {
            return file;
        }
        SourceLines lines = new SourceLines(text);
        return new ScenarioFile(
                file.content(), file.errors().stream().map(lines::locate).toList());
    }

    private static ScenarioFile parseYaml(String text) {
        try {
            Object tree = new Load(LoadSettings.builder().build()).loadFromString(text);
            JsonNode content = Json.of(tree == null ? "" : tree);
            return content instanceof ObjectNode object
                    ? check(object)
                    : unreadable("must be a YAML mapping or a JSON object");
        } catch (YamlEngineException notYaml) {
            String message = String.valueOf(notYaml.getMessage());
            return unreadable(
                    "is not YAML or JSON: " + message.lines().map(String::strip).collect(Collectors.joining(" ")));
        } catch (StackOverflowError tooDeep) {
            return unreadable("is nested too deeply");
        }
    }

    private static ScenarioFile unreadable(String why) {
        return new ScenarioFile(Json.object(), List.of("The document " + why));
    }

    /** A scenario that is JSON already. */
    public static ScenarioFile check(ObjectNode content) {
        List<String> errors = CHECK.errors(content);
        return new ScenarioFile(content, errors.isEmpty() ? ScenarioProblems.of(content) : errors);
    }

    /**
     * The scenario itself.
     *
     * @throws IllegalArgumentException when something is wrong; says all of it
     */
    public ObjectNode valid() {
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException("The scenario has errors: " + String.join("; ", errors));
        }
        return content;
    }
}
