/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Latency of the disk below a directory, measured by {@value #FORCE_COUNT} small forced writes. It cannot detect a disk
 * that acknowledges writes without performing them.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type type of the file system, as named by the operating system
 * @param median median time of a forced write
 * @param slowest longest time of a forced write
 */
record DeviceProbe(String type, Duration median, Duration slowest) {

    private static final int FORCE_COUNT = 20;
    private static final int BLOCK = 4_096;

    /** Half of the 80 ms that are the target for the response to a delivery. */
    private static final Duration SLOW_FORCE_THRESHOLD = Duration.ofMillis(40);

    private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "overlay", "overlayfs", "aufs");
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "9p", "fuse.sshfs");

    static DeviceProbe measure(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "probe", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long[] nanos = new long[FORCE_COUNT];
            for (int i = 0; i < FORCE_COUNT; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK), (long) i * BLOCK);
                channel.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
            Arrays.sort(nanos);
            return new DeviceProbe(
                    Files.getFileStore(directory).type(),
                    Duration.ofNanos(nanos[FORCE_COUNT / 2]),
                    Duration.ofNanos(nanos[FORCE_COUNT - 1]));
        } finally {
            Files.delete(file);
        }
    }

    /** Returns warnings for the operator about data loss and latency. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (VOLATILE.contains(type)) {
            warnings.add("The file system is of type " + type
                    + ", which is usually deleted with the machine or the container: acknowledged events"
                    + " can be lost. Use a persistent volume.");
        }
        if (REMOTE.contains(type)) {
            warnings.add("The file system is of type " + type
                    + ": SQLite needs locks and shared memory, which many network file systems lack. Use a"
                    + " local disk.");
        }
        if (slowest.compareTo(SLOW_FORCE_THRESHOLD) > 0) {
            warnings.add("The disk is slow: the slowest of " + FORCE_COUNT + " forced writes took " + slowest.toMillis()
                    + " ms, more than " + SLOW_FORCE_THRESHOLD.toMillis()
                    + " ms. Responses may take longer than 80 ms.");
        }
        return warnings;
    }
}
