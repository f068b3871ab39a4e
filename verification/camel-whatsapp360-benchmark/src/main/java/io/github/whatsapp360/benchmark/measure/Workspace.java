/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.measure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a run keeps its files: on the disk below {@code target}, not where temporary files may be in memory.
 * Thread-safe.
 */
public final class Workspace {

    private static final Path ROOT = Path.of(System.getProperty("benchmark.workspace", "target/benchmark"));

    private Workspace() {}

    /** A file for what a worker leaves behind; a former one is overwritten. */
    public static File log(String name, String ending) {
        try {
            Path logs = Files.createDirectories(ROOT.resolve("logs").toAbsolutePath());
            Files.deleteIfExists(logs.resolve(name + ending));
            return logs.resolve(name + ending).toFile();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A directory that is empty. */
    public static Path empty(String name) {
        try {
            Path directory = ROOT.resolve(name).toAbsolutePath();
            delete(directory);
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies the files of a directory to an empty one. */
    public static Path copy(Path from, String name) {
        Path to = empty(name);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return to;
    }

    /** Deletes a directory and all in it, if it is there. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A port of the loopback address that is free. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
