package io.github.whatsapp360.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that nobody needs when what they were made for has ended.
 *
 * <p>Thread-safe.
 */
public final class TemporaryFiles {

    private TemporaryFiles() {}

    /** Deletes a file, now or, where the system keeps a file that is still open, when the program ends. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillOpen) {
            file.toFile().deleteOnExit();
        }
    }
}
