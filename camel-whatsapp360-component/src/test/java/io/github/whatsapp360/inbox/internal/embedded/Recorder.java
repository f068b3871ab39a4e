/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles {@code recorder.c}, runs a process under it, and reads the recording. */
final class Recorder {

    private final Path library;
    private final Path log;
    private final Path directory;

    private Recorder(Path library, Path log, Path directory) {
        this.library = library;
        this.log = log;
        this.directory = directory;
    }

    /** One file operation; the types are those of {@code recorder.c}. */
    record Operation(long position, char type, String file, long offset, byte[] data) {}

    /** Returns null if there is no C compiler. */
    static Recorder compiled(Path workspace, Path directory) throws IOException, InterruptedException {
        Path source = Path.of("src/test/native/recorder.c").toAbsolutePath();
        Path library = workspace.resolve("recorder.so");
        try {
            Process compiler = new ProcessBuilder(
                            "cc",
                            "-O1",
                            "-shared",
                            "-fPIC",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl",
                            "-lpthread")
                    .inheritIO()
                    .start();
            boolean linux = System.getProperty("os.name").equals("Linux");
            return compiler.waitFor() == 0 && linux
                    ? new Recorder(library, workspace.resolve("record"), directory.toRealPath())
                    : null;
        } catch (IOException noCompiler) {
            return null;
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "RECORDER_LOG", log.toString(),
                "RECORDER_DIRECTORY", directory.toString());
    }

    List<Operation> operations() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.nativeOrder());
        List<Operation> operations = new ArrayList<>();
        while (bytes.hasRemaining()) {
            long position = bytes.position();
            char type = (char) bytes.get();
            byte[] name = new byte[bytes.getInt()];
            long offset = bytes.getLong();
            byte[] data = new byte[(int) bytes.getLong()];
            bytes.get(name).get(data);
            operations.add(new Operation(position, type, new String(name, StandardCharsets.UTF_8), offset, data));
        }
        return operations;
    }
}
