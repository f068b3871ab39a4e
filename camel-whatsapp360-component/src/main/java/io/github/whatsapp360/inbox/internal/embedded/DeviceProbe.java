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
 * What a directory is made of, measured by {@value #FORCE_COUNT} small writes that were forced to the disk. It cannot detect a disk that
 * only claims to have written.
 *
 * <p>Immutable and thread-safe.
 *
 * @param type the kind of file system, as the operating system calls it
 * @param median of the times that a force took
 * @param slowest of them
 */
record DeviceProbe(String type, Duration median, Duration slowest) {

    private static final int FORCE_COUNT = 20;
    private static final int BLOCK = 4_096;

    /** Half of the 80 ms in which a delivery is to be answered. */
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

    /** What an operator should know before something is lost or late. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (VOLATILE.contains(type)) {
            warnings.add("The file system is of type " + type
                    + ", whose content usually ends with the machine or the container:"
                    + " acknowledged events can be lost. Use a persistent volume.");
        }
        if (REMOTE.contains(type)) {
            warnings.add("The file system is of type " + type
                    + ": SQLite needs locks and shared memory that network file systems often lack. Use a local disk.");
        }
        if (slowest.compareTo(SLOW_FORCE_THRESHOLD) > 0) {
            warnings.add("The disk is slow: the slowest of " + FORCE_COUNT + " forced writes took " + slowest.toMillis()
                    + " ms, more than " + SLOW_FORCE_THRESHOLD.toMillis() + " ms. Answers may take longer than 80 ms.");
        }
        return warnings;
    }
}
