/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.media.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A downloaded and verified media file in a temporary file. The receiver must close it, which deletes the file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the media id
 * @param file the temporary file, until {@link #close}
 * @param size in bytes
 * @param mimeType such as {@code image/jpeg}, parameters included
 */
public record DownloadedMedia(String id, Path file, long size, String mimeType) implements AutoCloseable {

    public DownloadedMedia {
        requireNonNull(id, "id");
        requireNonNull(file, "file");
        requireNonNull(mimeType, "mimeType");
    }

    /** Opens the file for reading from the beginning. */
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        TemporaryFiles.delete(file);
    }
}
