package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.InboxException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Makes one inbox of one process the owner of a database, by a lock on a file beside it. The operating system gives the lock
 * back when the process ends, however it ends.
 *
 * <p>On POSIX systems a process loses its locks on a file as soon as it closes <em>any</em> of its handles to it. So
 * the file is not even opened while this process owns it; what it owns stands in the system properties, which all class
 * loaders share. Static fields they do not: each web application, bundle or reloaded class has its own.
 *
 * <p>Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String PROPERTY = "io.github.whatsapp360.inbox.owned:";

    /** Handles that must not be closed as long as this process runs, because another one of it holds the lock. */
    private static final List<FileChannel> NEVER_CLOSED = new CopyOnWriteArrayList<>();

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
        Path named = directory.toRealPath().resolve(name);
        Path real = Files.exists(named) ? named.toRealPath() : named;
        if (System.getProperties().putIfAbsent(PROPERTY + real, "") != null) {
            throw new InboxException(inUse(real, "another inbox of this process"));
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = tryLock(real, channel) != null;
            if (!taken) {
                throw new InboxException(inUse(real, "another process"));
            }
            return new DirectoryLock(real, channel);
        } finally {
            if (!taken) {
                System.getProperties().remove(PROPERTY + real);
                if (channel != null && !NEVER_CLOSED.contains(channel)) {
                    channel.close();
                }
            }
        }
    }

    /** Whoever replaces the system properties makes them forget; the Java runtime still knows. */
    private static @Nullable FileLock tryLock(Path file, FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException owned) {
            NEVER_CLOSED.add(channel);
            throw new InboxException(inUse(file, "another inbox of this process"), owned);
        }
    }

    private static String inUse(Path file, String owner) {
        return "The inbox behind " + file + " is in use by " + owner
                + ". Give each process an inboxDirectory of its own, or stop the other one first.";
    }

    @Override
    public void close() throws IOException {
        channel.close();
        System.getProperties().remove(PROPERTY + file);
    }
}
