package io.github.whatsapp360.inbox.jdbc;

import io.github.whatsapp360.inbox.InboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one inbox of one process the owner of a database, by a lock on a file beside it. The operating system gives the lock
 * back when the process ends, however it ends.
 *
 * <p>Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {

    /**
     * What this process owns. Asking the operating system for a second lock and closing the file again would give the first
     * one away: on POSIX systems a process loses its locks on a file when it closes any of its handles to it.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param directory exists
     * @param name of the file in it
     * @throws InboxException if another inbox has it
     * @throws IOException if the file cannot be written
     */
    static DirectoryLock take(Path directory, String name) throws IOException {
        Path real = directory.toRealPath().resolve(name);
        if (!OWNED.add(real)) {
            throw new InboxException(inUse(real, "another inbox of this process"));
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = tryLock(channel) != null;
            if (!taken) {
                throw new InboxException(inUse(real, "another process"));
            }
            return new DirectoryLock(real, channel);
        } finally {
            if (!taken) {
                OWNED.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherClassLoader) {
            return null;
        }
    }

    private static String inUse(Path file, String owner) {
        return "The inbox behind " + file + " is in use by " + owner
                + ". Give each process an inboxDirectory of its own, or stop the other one first.";
    }

    @Override
    public void close() throws IOException {
        channel.close();
        OWNED.remove(file);
    }
}
