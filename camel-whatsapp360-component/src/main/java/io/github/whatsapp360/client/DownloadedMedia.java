package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import io.github.whatsapp360.media.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of WhatsApp's, whole and checked, in a temporary file of ours. Whoever got it closes it, which deletes the file.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id by which it was fetched
 * @param file where it is until {@link #close}
 * @param size bytes
 * @param mimeType such as {@code image/jpeg}, parameters included
 */
public record DownloadedMedia(String id, Path file, long size, String mimeType) implements AutoCloseable {

    public DownloadedMedia {
        requireNonNull(id, "id");
        requireNonNull(file, "file");
        requireNonNull(mimeType, "mimeType");
    }

    /** Reads it from the beginning. */
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        TemporaryFiles.delete(file);
    }
}
