/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dockerfile, as far as it can be checked without Docker: its files, its directories and its command. */
class DockerfileIT {

    private static final Path DOCKERFILE = Path.of("src/main/runner/Dockerfile");

    @TempDir
    Path directory;

    @Test
    void itCopiesTheProgramAndNothingElse() throws IOException {
        String[] copied = words("COPY");
        PathMatcher source = FileSystems.getDefault().getPathMatcher("glob:" + copied[0]);
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            assertThat(files.filter(source::matches)).hasSize(1);
        }
        assertThat(entryPoint()).contains(copied[1]);
    }

    @Test
    void theCommandsInItsCommentsFitIt() throws IOException {
        String text = Files.readString(DOCKERFILE);
        List<String> command = entryPoint();
        Path configuration = Path.of(command.get(command.size() - 1)).getParent();

        assertThat(text).contains("docker build -f " + DOCKERFILE + " ").contains(":" + configuration + ":ro");
        assertThat(words("VOLUME")).containsExactly(words("WORKDIR"));
        assertThat(text).contains(":" + words("VOLUME")[0] + " whatsapp360-bridges");
        assertThat(words("EXPOSE"))
                .allSatisfy(port -> assertThat(text).contains("-p " + port + ":" + port))
                .contains("8080", "9876");
    }

    @Test
    void itsCommandStartsTheProgram() throws Exception {
        Path file = Files.writeString(directory.resolve("application.properties"), "camel.server.port = 0\n");
        Path output = directory.resolve("output.txt");
        List<String> command = entryPoint().stream()
                .map(word -> switch (word) {
                    case "java" ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString();
                    case "/opt/whatsapp360-bridges.jar" -> System.getProperty("runner.jar");
                    case "/conf/application.properties" -> file.toString();
                    default -> word;
                })
                .toList();

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output)).contains(file + " has no bridge.");
    }

    private static List<String> entryPoint() throws IOException {
        return Arrays.stream(String.join(" ", words("ENTRYPOINT")).split(",", -1))
                .map(word -> word.replaceAll("[\\[\\]\" ]", ""))
                .toList();
    }

    private static String[] words(String instruction) throws IOException {
        return Pattern.compile("(?m)^" + instruction + " (.*)$")
                .matcher(Files.readString(DOCKERFILE))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .split(" ", -1);
    }
}
