/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Deletes temporary files.
 *
 * <p>Thread-safe.
 */
public final class TemporaryFiles {

    private TemporaryFiles() {}

    /** Deletes a file now, or at exit if the system does not delete open files. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillOpen) {
            file.toFile().deleteOnExit();
        }
    }
}
