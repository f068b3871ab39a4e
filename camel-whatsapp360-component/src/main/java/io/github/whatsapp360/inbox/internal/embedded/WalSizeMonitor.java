package io.github.whatsapp360.inbox.internal.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the size of SQLite's write-ahead log. It begins anew when all of it is in the database and nobody reads from
 * it, so that it takes some 16 MB; while another program reads in one long transaction it takes all that is written
 * meanwhile.
 *
 * <p>Confined to the thread of the {@link CommitLoop}.
 */
final class WalSizeMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(WalSizeMonitor.class);

    /** Beyond the 64 MB that it may keep. */
    static final long WARNING_THRESHOLD_BYTES = 128L << 20;

    private final Path log;
    private boolean warned;

    WalSizeMonitor(Path database) {
        this.log = database.resolveSibling(database.getFileName() + "-wal");
    }

    /** One line when it becomes large, and again only after it was small. */
    void check() {
        long size = size();
        if (size < WARNING_THRESHOLD_BYTES) {
            warned = false;
        } else if (!warned) {
            warned = true;
            LOG.warn(
                    "The log {} has grown to {} MB: another program reads the database in a transaction that it does not end.",
                    log,
                    size >> 20);
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (NoSuchFileException empty) {
            return 0;
        } catch (IOException unknown) {
            LOG.debug("The size of {} is unknown.", log, unknown);
            return 0;
        }
    }
}
