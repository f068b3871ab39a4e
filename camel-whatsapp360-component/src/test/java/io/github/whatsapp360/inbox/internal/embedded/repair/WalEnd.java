package io.github.whatsapp360.inbox.internal.embedded.repair;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where the intact part of a write-ahead log ends, for tests of other packages.
 *
 * @param position where the last commit ends
 * @param lostBytes how many bytes follow that were written later
 */
public record WalEnd(long position, long lostBytes) {

    /** That of a database's log. */
    public static WalEnd of(Path database) throws IOException {
        WalFile wal = WalFile.of(database);
        return new WalEnd(wal.end(), wal.lost());
    }
}
