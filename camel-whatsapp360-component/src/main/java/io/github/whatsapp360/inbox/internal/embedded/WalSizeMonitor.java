/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the size of SQLite's write-ahead log. The log is reused when all of it is in the database and no reader uses
 * it, and then takes about 16 MB. While another program keeps a read transaction open, the log grows with every write.
 *
 * <p>Confined to the thread of the {@link CommitLoop}.
 */
final class WalSizeMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(WalSizeMonitor.class);

    /** Above the 64 MB of {@code journal_size_limit}. */
    static final long WARNING_THRESHOLD_BYTES = 128L << 20;

    private final Path log;
    private boolean warned;

    WalSizeMonitor(Path database) {
        this.log = database.resolveSibling(database.getFileName() + "-wal");
    }

    /** Logs one line when the log becomes large, and again only after it was small. */
    void check() {
        long size = size();
        if (size < WARNING_THRESHOLD_BYTES) {
            warned = false;
        } else if (!warned) {
            warned = true;
            LOG.warn("The log {} has grown to {} MB: another program keeps a read transaction open", log, size >> 20);
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (NoSuchFileException empty) {
            return 0;
        } catch (IOException unknown) {
            LOG.debug("Cannot read the size of {}", log, unknown);
            return 0;
        }
    }
}
