/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Repeatable content of a known size. Content that is not already in the heap stays on disk.
 *
 * <p>{@code equals} compares the content: files by path, size and modification time, byte arrays by their bytes.
 * Thread-safe.
 */
public sealed interface MediaSource extends AutoCloseable {

    /** The size in bytes. */
    long size();

    /**
     * Opens the content for reading from the beginning.
     *
     * @throws IOException if the file is gone or may not be read
     */
    ReadableByteChannel open() throws IOException;

    /** Deletes a temporary file of this source; a file or bytes of the caller stay. */
    @Override
    default void close() {}

    /**
     * The first bytes, for determining the type.
     *
     * @param most of them
     */
    default byte[] head(int most) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(most, size()));
        try (ReadableByteChannel channel = open()) {
            while (head.hasRemaining()) {
                if (channel.read(head) < 0) {
                    break;
                }
            }
        }
        return Arrays.copyOf(head.array(), head.position());
    }

    /**
     * A file.
     *
     * @throws IOException if there is none
     */
    static MediaSource of(Path file) throws IOException {
        return new OfFile(
                file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    /** A byte array. It is not copied and must not be modified while it is sent. */
    static MediaSource of(byte[] bytes) {
        return new OfBytes(bytes);
    }

    /**
     * Reads a stream into a temporary file, which {@link #close} deletes. Closes the stream.
     *
     * @param most bytes
     * @throws IOException if it cannot be read or kept
     * @throws IllegalArgumentException if it is longer
     */
    static Spooled spool(InputStream stream, long most) throws IOException {
        Path file = Files.createTempFile("whatsapp360-", ".upload");
        @Nullable Spooled kept = null;
        try (InputStream in = stream) {
            kept = write(in, file, most);
            return kept;
        } finally {
            // Whatever a foreign stream may throw.
            if (kept == null) {
                TemporaryFiles.delete(file);
            }
        }
    }

    private static Spooled write(InputStream in, Path file, long most) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[16 * 1024];
            CRC32C sum = new CRC32C();
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > most) {
                    throw new IllegalArgumentException("The stream has more than " + most + " bytes");
                }
                sum.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            return new Spooled(file, size, sum.getValue());
        }
    }

    /**
     * A file of the caller's.
     *
     * @param changed milliseconds since 1970
     */
    record OfFile(Path file, long size, long changed) implements MediaSource {

        public OfFile {
            requireNonNull(file, "file");
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return Files.newByteChannel(file);
        }

        /** Names of files can be names of customers. */
        @Override
        public String toString() {
            return "OfFile[" + size + " bytes]";
        }
    }

    /** Bytes of the caller's. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record OfBytes(byte[] bytes) implements MediaSource {

        public OfBytes {
            requireNonNull(bytes, "bytes");
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public ReadableByteChannel open() {
            return Channels.newChannel(new ByteArrayInputStream(bytes));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfBytes same && Arrays.equals(bytes, same.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "OfBytes[" + bytes.length + " bytes]";
        }
    }

    /** A spooled stream. Equal if size and checksum are equal. */
    final class Spooled implements MediaSource {

        private final Path file;
        private final long size;
        private final long sum;

        private Spooled(Path file, long size, long sum) {
            this.file = file;
            this.size = size;
            this.sum = sum;
        }

        /** Where it is, until {@link #close}. */
        public Path file() {
            return file;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public ReadableByteChannel open() throws IOException {
            return Files.newByteChannel(file);
        }

        @Override
        public void close() {
            TemporaryFiles.delete(file);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Spooled same && size == same.size && sum == same.sum;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sum);
        }

        @Override
        public String toString() {
            return "Spooled[" + size + " bytes]";
        }
    }
}
