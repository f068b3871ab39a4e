/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the commands that a bridge has begun and finished, in a file: what Camel's idempotent consumer asks
 * before it sends. A command that was begun and not finished, because the program ended or its exchange failed, is
 * <em>interrupted</em>: nobody knows whether it was sent.
 *
 * <p>Guarantee: a key that was added or confirmed is on the disk when the method returns. One process owns the file.
 *
 * <p>Limit: the last {@value #DEFAULT_SIZE} keys are kept, or as many as {@link #setSize}.
 *
 * <p>Thread-safe.
 */
public final class CommandJournal extends ServiceSupport implements IdempotentRepository {

    /** The variable of the exchange that has the key of its command. */
    public static final String KEY_VARIABLE = "commandKey";

    private static final int DEFAULT_SIZE = 100_000;
    private static final char BEGUN = '+';
    private static final char FINISHED = '=';
    private static final char FORGOTTEN = '-';

    private final Map<String, Boolean> finished = new LinkedHashMap<>();
    private final Set<String> ofThisRun = new HashSet<>();
    private String directory = "whatsapp360-data/commands";
    private String name = "commands";
    private int size = DEFAULT_SIZE;
    private int lines;
    private @Nullable FileChannel file;

    /** Whether the last write failed: its line may be cut, and an interrupt closes the file. */
    private boolean damaged;

    /** The directory of the file; created when it is not there. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /** The name of the bridge, which is the name of the file. */
    public void setName(String name) {
        this.name = name;
    }

    /** How many keys are kept. */
    public void setSize(int size) {
        this.size = size;
    }

    /**
     * Whether the command of this exchange was begun and never finished: the program ended, or its exchange failed.
     *
     * @param exchange an exchange with the key in the variable {@value #KEY_VARIABLE}
     */
    public synchronized boolean isInterrupted(Exchange exchange) {
        String key = key(exchange);
        return Boolean.FALSE.equals(finished.get(key)) && !ofThisRun.contains(key);
    }

    /** Notes that the command of this exchange is begun, after it was forgotten. */
    public void begin(Exchange exchange) {
        add(key(exchange));
    }

    /** Forgets the command of this exchange, which certainly was not sent: it may be tried again. */
    public void forget(Exchange exchange) {
        forget(key(exchange));
    }

    /** Forgets the command of this key, which certainly was not sent: it may be tried again. */
    public synchronized void forget(String key) {
        if (finished.containsKey(key)) {
            write(FORGOTTEN, key);
            finished.remove(key);
            ofThisRun.remove(key);
        }
    }

    /** Notes that the command of this exchange was dealt with. */
    public void finish(Exchange exchange) {
        confirm(key(exchange));
    }

    private static String key(Exchange exchange) {
        return String.valueOf(exchange.getVariable(KEY_VARIABLE));
    }

    @Override
    public synchronized boolean add(String key) {
        if (finished.containsKey(key)) {
            return false;
        }
        write(BEGUN, key);
        finished.put(key, false);
        ofThisRun.add(key);
        trim();
        return true;
    }

    @Override
    public synchronized boolean contains(String key) {
        return finished.containsKey(key);
    }

    /**
     * What the idempotent consumer says of an exchange that failed. The command is not forgotten, for it may have been
     * sent: it is interrupted from now on.
     */
    @Override
    public synchronized boolean remove(String key) {
        return ofThisRun.remove(key);
    }

    @Override
    public synchronized boolean confirm(String key) {
        if (!Boolean.FALSE.equals(finished.get(key))) {
            return false;
        }
        write(FINISHED, key);
        finished.put(key, true);
        ofThisRun.remove(key);
        return true;
    }

    @Override
    public synchronized void clear() {
        finished.clear();
        ofThisRun.clear();
        compact();
    }

    private void forgetOldest() {
        while (finished.size() > size) {
            String oldest = finished.keySet().iterator().next();
            finished.remove(oldest);
            ofThisRun.remove(oldest);
        }
    }

    private void trim() {
        forgetOldest();
        if (lines > 4L * size) {
            compact();
        }
    }

    @Override
    protected synchronized void doStart() {
        Path path = path();
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            file = open(path);
            read(path);
            forgetOldest();
            compact();
        } catch (IOException e) {
            throw new UncheckedIOException("The journal of commands " + path + " cannot be opened", e);
        }
    }

    @Override
    protected synchronized void doStop() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
        finished.clear();
        ofThisRun.clear();
    }

    private Path path() {
        return Path.of(directory, URLEncoder.encode(name, UTF_8) + ".journal");
    }

    private static FileChannel open(Path path) throws IOException {
        FileChannel opened = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!isLocked(opened)) {
            opened.close();
            throw new IOException("another process or bridge uses it; give each bridge its own name");
        }
        return opened;
    }

    private static boolean isLocked(FileChannel opened) throws IOException {
        try {
            FileLock lock = opened.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A line that a crash cut short has no line feed, and is left out: its command had not begun. */
    private void read(Path path) throws IOException {
        String all = Files.readString(path, UTF_8);
        int end = all.lastIndexOf('\n');
        if (end < 0) {
            return;
        }
        for (String line : all.substring(0, end).split("\n", -1)) {
            if (!line.isEmpty()) {
                note(line.charAt(0), URLDecoder.decode(line.substring(1), UTF_8));
            }
        }
    }

    private void note(char what, String key) {
        switch (what) {
            case BEGUN -> finished.put(key, false);
            case FINISHED -> finished.replace(key, true);
            default -> finished.remove(key);
        }
    }

    private void write(char what, String key) {
        if (file == null) {
            throw new IllegalStateException("The journal of commands is not started");
        }
        if (damaged) {
            compact();
        }
        try {
            append(Objects.requireNonNull(file), what + URLEncoder.encode(key, UTF_8) + "\n");
            lines++;
        } catch (IOException e) {
            damaged = true;
            throw new UncheckedIOException("The journal of commands " + path() + " cannot be written", e);
        }
    }

    private static void append(FileChannel open, String text) throws IOException {
        ByteBuffer bytes = UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            int written = open.write(bytes);
            if (written < 0) {
                throw new IOException("nothing was written");
            }
        }
        open.force(false);
    }

    /** Not on Windows, where a directory cannot be opened, and need not be. */
    private static void forceDirectory(Path directory) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** Writes what is known into a new file, which takes the place of the old one. */
    private void compact() {
        Path path = path();
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        StringJoiner known = new StringJoiner("");
        finished.forEach((key, done) -> {
            String encoded = URLEncoder.encode(key, UTF_8) + "\n";
            known.add(BEGUN + encoded).add(done ? FINISHED + encoded : "");
        });
        try {
            Files.deleteIfExists(fresh);
            replace(path, fresh, open(fresh), known.toString());
        } catch (IOException e) {
            damaged = true;
            throw new UncheckedIOException("The journal of commands " + path + " cannot be written", e);
        }
    }

    private void replace(Path path, Path fresh, FileChannel opened, String content) throws IOException {
        boolean replaced = false;
        try {
            append(opened, content);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // Otherwise a power cut can bring the old file back, without what is appended from now on.
            forceDirectory(Path.of(directory).toAbsolutePath());
            replaced = true;
        } finally {
            if (!replaced) {
                opened.close();
            }
        }
        if (file != null) {
            file.close();
        }
        file = opened;
        lines = finished.size() * 2;
        damaged = false;
    }
}
