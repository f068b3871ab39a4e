/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.util.FileUtil;

/** The files of an embedded inbox. Those of a process that is killed are copied as they are at that instant. */
final class EmbeddedStore implements ReceivingStore {

    private final Path home;
    private Path current;
    private int lives;

    /** In memory where the system has such: hundreds of databases are opened. */
    EmbeddedStore() throws IOException {
        Path memory = Path.of("/dev/shm");
        home = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "receiving")
                : Files.createTempDirectory("receiving");
        current = Files.createDirectory(home.resolve("0"));
    }

    @Override
    public void configure(Whatsapp360Component component) {
        component.setInboxDirectory(current.toString());
    }

    @Override
    public void kill() throws IOException {
        Map<String, byte[]> files = read();
        // What changes while it is read is not what it was at any instant.
        for (Map<String, byte[]> later = read(); !isLater(files, later); later = read()) {
            files = later;
        }
        current = Files.createDirectory(home.resolve(Integer.toString(++lives)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(current.resolve(file.getKey()), file.getValue());
        }
    }

    /** Without what is rebuilt from the others, and what other processes are kept away with. */
    private Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.list(current)) {
            for (Path file : all.filter(EmbeddedStore::isKept).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static boolean isKept(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".db") || name.endsWith("-wal");
    }

    /** Whether the log has only grown in between, and nothing else has changed. */
    private static boolean isLater(Map<String, byte[]> files, Map<String, byte[]> later) {
        return files.keySet().equals(later.keySet())
                && files.entrySet().stream().allMatch(file -> {
                    byte[] now = later.get(file.getKey());
                    byte[] before = file.getValue();
                    return Arrays.equals(before, Arrays.copyOf(now, Math.min(now.length, before.length)))
                            && (now.length == before.length || file.getKey().endsWith("-wal"));
                });
    }

    @Override
    public void close() {
        FileUtil.removeDir(home.toFile());
    }
}
