/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.scenario.ScenarioFile;
import io.github.whatsapp360.simulator.wire.Json;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The options of the program, from the command line ({@code --api-key}), the environment ({@code
 * SIMULATOR360_API_KEY}) and a file of properties ({@code api-key}), which is named by {@code --config}. The first of
 * them wins. All that is wrong is collected. Thread-safe once read.
 */
final class ProgramOptions {

    private static final String PREFIX = "SIMULATOR360_";
    private static final String COMMAND_LINE = "command line";
    private static final int USUAL_PORT = 8360;

    /** An option: what a value must be, and what it does; no check for {@code config}, which is done with before. */
    private enum Option {
        PORT(
                "a number of 0 to 65535",
                "[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]"),
        HOST("an address or a host name", "[A-Za-z0-9._:%-]+"),
        API_KEY("text without blanks", "\\S+"),
        ALLOWED_HOSTS("host names with commas between", "[A-Za-z0-9._-]+(\\s*,\\s*[A-Za-z0-9._-]+)*"),
        SCENARIO("the path of a file", ".+"),
        CONFIG("the path of a file", ".+");

        private final String expected;
        private final String pattern;

        Option(String expected, String pattern) {
            this.expected = expected;
            this.pattern = pattern;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Optional<Option> named(String word) {
            return Arrays.stream(values())
                    .filter(option -> option.word().equals(word))
                    .findFirst();
        }
    }

    private final Map<Option, String> values = new LinkedHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private ObjectNode scenario = Json.object();

    private ProgramOptions() {}

    /** The names of all options, as on the command line but without the dashes. */
    static List<String> names() {
        return Arrays.stream(Option.values()).map(Option::word).toList();
    }

    /** Reads all three; {@code --help} must have been looked for before. */
    static ProgramOptions read(Map<String, String> environment, String... arguments) {
        ProgramOptions options = new ProgramOptions();
        options.takeArguments(arguments);
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                String word =
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                options.take(name, word, value, "environment");
            }
        });
        String file = options.values.get(Option.CONFIG);
        if (file != null) {
            options.takeFile(Path.of(file));
        }
        String scenario = options.values.get(Option.SCENARIO);
        if (scenario != null) {
            options.takeScenario(Path.of(scenario));
        }
        return options;
    }

    private void takeArguments(String... arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                errors.add(name + " has no value (" + COMMAND_LINE + ")");
            } else {
                take(name, name.startsWith("--") ? name.substring(2) : "", arguments[i + 1], COMMAND_LINE);
            }
        }
    }

    private void takeFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            errors.add("--config: " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
        String source = String.valueOf(file.getFileName());
        new TreeMap<>(properties).forEach((name, value) -> take("" + name, "" + name, "" + value, source));
    }

    private void takeScenario(Path file) {
        ScenarioFile read = ScenarioFile.read(file);
        scenario = read.content();
        read.errors().forEach(error -> errors.add(file.getFileName() + ": " + error));
    }

    private void take(String given, String word, String value, String source) {
        Optional<Option> option = Option.named(word);
        if (option.isEmpty()) {
            errors.add("unknown option " + given + " (" + source + ")");
        } else if (value.isBlank()) {
            errors.add("--" + word + " must not be empty (" + source + ")");
        } else if (!value.strip().matches(option.get().pattern)) {
            errors.add("--" + word + " must be " + option.get().expected
                    + (option.get() == Option.API_KEY ? "" : ", is " + value) + " (" + source + ")");
        } else {
            String unused = values.putIfAbsent(option.get(), value.strip());
        }
    }

    /** What is wrong, a sentence each; empty when nothing is. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** A simulator with these options. */
    Whatsapp360Simulator.Builder builder() {
        Whatsapp360Simulator.Builder builder = Whatsapp360Simulator.builder()
                .port(Integer.parseInt(values.getOrDefault(Option.PORT, Integer.toString(USUAL_PORT))));
        values.forEach((option, value) -> {
            switch (option) {
                case HOST -> builder.host(value);
                case API_KEY -> builder.apiKey(value);
                case ALLOWED_HOSTS -> builder.allowedHosts(value.split("\\s*,\\s*", -1));
                case SCENARIO -> builder.scenario(scenario);
                case PORT, CONFIG -> {
                    /* Read before. */
                }
            }
        });
        return builder;
    }
}
