/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.media.MediaSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The temporary files of one send attempt. Closing deletes them all, whatever the outcome of the attempt.
 *
 * <p>Confined to one attempt.
 */
public final class SpooledFiles implements AutoCloseable {

    private final List<MediaSource> files = new ArrayList<>();

    /**
     * Stores a stream on disk until {@link #close}.
     *
     * @param maximum maximum size in bytes
     * @throws IOException if it cannot be read or kept
     * @throws IllegalArgumentException if it is longer
     */
    MediaSource keep(InputStream stream, long maximum) throws IOException {
        MediaSource file = MediaSource.spool(stream, maximum);
        files.add(file);
        return file;
    }

    @Override
    public void close() {
        files.forEach(MediaSource::close);
        files.clear();
    }
}
