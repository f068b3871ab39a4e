/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Karaf as a process of its own: the unpacked distribution with a fresh instance's directory, no network but the
 * loopback address, no shell, no JMX. It boots with one feature, and ends with the test's process. Confined to the
 * test's thread.
 */
final class Karaf implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final Path base;
    private final int control = freePort();
    private Process process;

    /**
     * An instance that does not run yet; what the directory held is removed.
     *
     * @param home the unpacked distribution
     * @param base the instance's directory
     */
    Karaf(Path home, Path base) throws IOException {
        if (!Files.isRegularFile(home.resolve("bin/karaf"))) {
            throw new IllegalStateException("There is no Karaf in " + home + ": run `mvn verify`, which unpacks it");
        }
        this.home = home;
        this.base = base;
        delete(base);
        copy(home.resolve("etc"), etc());
    }

    /** Its configuration. */
    Path etc() {
        return base.resolve("etc");
    }

    /** What it keeps. */
    Path data() {
        return base.resolve("data");
    }

    /**
     * Will boot with this feature on top of the bare framework.
     *
     * @param repository the only Maven repository that artifacts are taken from
     * @param port that the application serves
     */
    void configure(List<String> featureFiles, String feature, Path repository, int port) throws Exception {
        edit("org.apache.karaf.features.cfg", features -> {
            features.setProperty(
                    "featuresRepositories",
                    String.join(",", featureFiles) + "," + features.getProperty("featuresRepositories"));
            features.setProperty("featuresBoot", "(framework, wrap, spifly), " + feature);
        });
        edit("org.ops4j.pax.url.mvn.cfg", maven -> {
            maven.setProperty(
                    "org.ops4j.pax.url.mvn.defaultRepositories",
                    repository.toUri() + "@id=test@snapshots, "
                            + maven.getProperty("org.ops4j.pax.url.mvn.defaultRepositories"));
            maven.setProperty("org.ops4j.pax.url.mvn.repositories", "");
            maven.setProperty(
                    "org.ops4j.pax.url.mvn.localRepository",
                    data().resolve("m2").toString());
        });
        edit("custom.properties", framework -> {
            framework.setProperty("whatsapp360.test.port", String.valueOf(port));
            framework.setProperty("whatsapp360.test.control", String.valueOf(control));
        });
        Fixtures.lifeline(base.resolve("lifeline.jar"));
    }

    /** Starts and waits until the application answers. */
    void start() throws Exception {
        ProcessBuilder karaf =
                new ProcessBuilder("sh", home.resolve("bin/karaf").toString(), "server");
        Map<String, String> environment = karaf.environment();
        environment.keySet().removeIf(name -> name.startsWith("KARAF_") || name.endsWith("JAVA_OPTS"));
        environment.put("KARAF_BASE", base.toString());
        // The script becomes the JVM: one process to end.
        environment.put("KARAF_EXEC", "exec");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put(
                "JAVA_OPTS",
                "-Xmx384m -XX:TieredStopAtLevel=1 -javaagent:lifeline.jar="
                        + ProcessHandle.current().pid());
        karaf.redirectErrorStream(true)
                .redirectOutput(base.resolve("console.txt").toFile());
        process = karaf.start();
        awaitApplication();
    }

    private void awaitApplication() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Karaf has ended. " + console() + problems());
            }
            if (log().contains("Error installing boot features")) {
                throw new IllegalStateException("The features do not resolve. " + problems());
            }
            try {
                if (order("camel", "").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It boots.
            }
        }
        throw new IllegalStateException("No answer within " + PATIENCE + ". " + console() + problems());
    }

    /** Has the fixture do something and returns its answer. */
    String tell(String what, String body) throws Exception {
        HttpResponse<String> answer = order(what, body);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(what + " failed: " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> order(String what, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + "/" + what))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private String log() {
        return read(data().resolve("log/karaf.log"));
    }

    private String console() {
        return read(base.resolve("console.txt"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException none) {
            return "";
        }
    }

    /** The lines of the log that tell of an error; empty if there are none. */
    String problems() {
        return log().lines()
                .filter(line -> line.contains("| ERROR")
                        || line.contains("Unable to resolve")
                        || line.contains("Error resolving artifact")
                        || line.startsWith("Caused by"))
                .limit(20)
                .collect(joining("\n"));
    }

    /** As a power cut does, but for what the operating system still has in memory. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code bin/stop} does: the framework stops all bundles. */
    @Override
    public void close() throws IOException {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException("Karaf did not end within a minute. " + problems());
    }

    private interface Edit {
        void on(Properties properties);
    }

    private void edit(String name, Edit edit) throws IOException {
        Path file = etc().resolve(name);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        edit.on(properties);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
