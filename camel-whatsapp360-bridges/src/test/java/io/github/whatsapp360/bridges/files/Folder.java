/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.files;

import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What lies in a folder and its folders; without files that are being written. */
record Folder(Path root) {

    List<Path> files() {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !file.toString().endsWith(".camelLock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> awaitFiles(int count) {
        // A file that is moved meanwhile may be nowhere for a moment.
        await().atMost(BridgeApplication.LIMIT).ignoreExceptions().until(() -> files().size() >= count);
        return files();
    }

    /** The file of this folder below the root, whose name matches, as soon as it is there. */
    Path file(String folder, String name) {
        return new Folder(root.resolve(folder))
                .awaitFile(file -> file.getParent().equals(root.resolve(folder))
                        && file.getFileName().toString().matches(name));
    }

    private Path awaitFile(Predicate<Path> wanted) {
        return await().atMost(BridgeApplication.LIMIT)
                .ignoreExceptions()
                .until(() -> files().stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }
}
