/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * Locks a database for one inbox of one process, by a lock on a file beside the database. The operating system releases
 * the lock when the process ends.
 *
 * <p>On POSIX systems a process loses its locks on a file when it closes <em>any</em> handle to that file. Therefore
 * the file is not opened while this process holds the lock; the held locks are recorded in the system properties, which
 * all class loaders share. Static fields are not shared between web applications, bundles or reloaded classes.
 *
 * <p>Thread-safe.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String PROPERTY = "io.github.whatsapp360.inbox.owned:";

    /** Handles that must stay open while the process runs, because another handle holds the lock. */
    private static final List<FileChannel> NEVER_CLOSED = new CopyOnWriteArrayList<>();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Acquires the lock.
     *
     * @param directory an existing directory
     * @param name name of the lock file in it
     * @throws InboxException if another inbox holds the lock
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

    /** An application may replace the system properties; the Java runtime still knows its own locks. */
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
                + ". Configure a separate inboxDirectory for each process, or stop the other process.";
    }

    @Override
    public void close() throws IOException {
        channel.close();
        System.getProperties().remove(PROPERTY + file);
    }
}
