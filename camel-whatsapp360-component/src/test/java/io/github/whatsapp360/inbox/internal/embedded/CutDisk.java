/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.internal.embedded.Recorder.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The possible content of a disk after a power failure during a recording. Data covered by a completed force is
 * present. Every other sector is present or not, at random; truncations are present in order, up to a random one.
 * Alternatively, as after {@code kill -9} during a write: everything in order up to a random byte.
 */
final class CutDisk {

    private static final double[] RATES = {0, 0.1, 0.5, 0.9, 1};

    private final Map<String, DiskFile> files = new HashMap<>();
    private final Random random;

    CutDisk(Random random) {
        this.random = random;
    }

    private static final class DiskFile {
        byte[] content = new byte[0];
        boolean exists;
        final List<Operation> pending = new ArrayList<>();

        void write(long offset, byte[] data, int from, int to) {
            int end = (int) offset + to;
            if (content.length < end) {
                content = Arrays.copyOf(content, end);
            }
            System.arraycopy(data, from, content, (int) offset + from, to - from);
            exists = true;
        }

        void apply(Operation operation) {
            if (operation.type() == 'W') {
                write(operation.offset(), operation.data(), 0, operation.data().length);
            } else {
                content = Arrays.copyOf(content, (int) operation.offset());
            }
        }
    }

    void did(Operation operation, boolean forcesWork) {
        DiskFile file = files.computeIfAbsent(operation.file(), unseen -> new DiskFile());
        switch (operation.type()) {
            case 'W', 'T' -> file.pending.add(operation);
            case 'F' -> {
                if (forcesWork) {
                    List<Operation> covered = file.pending.stream()
                            .takeWhile(done -> done.position() < operation.offset())
                            .toList();
                    covered.forEach(file::apply);
                    file.pending.subList(0, covered.size()).clear();
                    file.exists = true;
                }
            }
            default -> {}
        }
    }

    /** Simulates the power cut and writes the remaining files. */
    void cut(Path directory, List<String> names) throws IOException {
        double rate = RATES[random.nextInt(RATES.length)];
        int sector = random.nextBoolean() ? 512 : 4_096;
        boolean inOrder = random.nextInt(5) == 0;
        for (String name : names) {
            DiskFile file = files.get(name);
            if (file != null) {
                if (inOrder) {
                    keepInOrder(file);
                } else {
                    keepSome(file, rate, sector);
                }
                if (file.exists) {
                    Files.write(directory.resolve(name), file.content);
                }
            }
        }
    }

    private void keepInOrder(DiskFile file) {
        int whole = file.pending.isEmpty() ? 0 : random.nextInt(file.pending.size());
        file.pending.subList(0, whole).forEach(file::apply);
        if (whole < file.pending.size() && file.pending.get(whole).type() == 'W') {
            Operation last = file.pending.get(whole);
            file.write(last.offset(), last.data(), 0, random.nextInt(last.data().length + 1));
        }
    }

    private void keepSome(DiskFile file, double rate, int sector) {
        int truncations = random.nextInt(1
                + (int) file.pending.stream()
                        .filter(operation -> operation.type() == 'T')
                        .count());
        for (Operation operation : file.pending) {
            if (operation.type() == 'T') {
                if (truncations-- > 0) {
                    file.apply(operation);
                }
                continue;
            }
            int from = 0;
            while (from < operation.data().length) {
                long boundary = ((operation.offset() + from) / sector + 1) * sector;
                int to = (int) Math.min(operation.data().length, boundary - operation.offset());
                if (random.nextDouble() < rate) {
                    file.write(operation.offset(), operation.data(), from, to);
                }
                from = to;
            }
        }
    }
}
