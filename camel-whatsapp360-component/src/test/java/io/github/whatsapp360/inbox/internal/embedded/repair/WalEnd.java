/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded.repair;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The end of the intact part of a write-ahead log, for tests of other packages.
 *
 * @param position end of the last commit
 * @param lostBytes number of bytes written after it
 */
public record WalEnd(long position, long lostBytes) {

    /** That of a database's log. */
    public static WalEnd of(Path database) throws IOException {
        WalFile wal = WalFile.of(database);
        return new WalEnd(wal.end(), wal.lost());
    }
}
