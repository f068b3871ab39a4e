/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rows of a damaged SQLite database page by page, without SQLite.
 *
 * <p>Guarantee: a row is found if its page and its overflow pages are intact. <b>Limit:</b> if the list of free pages
 * is damaged too, deleted rows may be found again.
 *
 * <p>Confined to one thread. The database must not be open elsewhere.
 */
public final class FileRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(FileRecovery.class);

    /** The page size that this class can read, in bytes. */
    public static final int PAGE_SIZE = 4_096;

    private static final int SIZE = PAGE_SIZE;
    private static final int PAGES_PER_MAP = SIZE / 5 + 1;
    private static final int MAP_ENTRY = 5;
    private static final int MAPPED_AS_FREE = 2;
    private static final int LAST_TYPE_IN_MAP = 5;
    private static final int FIRST_TRUNK = 32;
    private static final int LOCK_PAGE = 0x40000000 / SIZE + 1;
    private static final int VERSION = 60;

    private final Path file;
    private final WalFile wal;
    private final FileChannel pages;
    private final FileChannel walPages;
    private final Target target;

    /**
     * Receives the rows. Columns are each a {@link Long}, {@link String}, {@code byte[]} or null.
     *
     * <p>Called on the reading thread.
     */
    public interface Target {

        /**
         * Called before the first row.
         *
         * @param schemaVersion {@code user_version} of the database; 0 if its first page cannot be read
         */
        void begin(int schemaVersion);

        /** Called for a row of a table with row ids. */
        void row(long rowId, List<@Nullable Object> columns) throws SQLException;

        /** Called for a row of a table {@code without rowid}; the primary key is first. */
        void keyRow(List<@Nullable Object> columns) throws SQLException;

        /** Called for a row that cannot be read. */
        void unreadable();
    }

    private FileRecovery(Path file, WalFile wal, FileChannel pages, FileChannel walPages, Target target) {
        this.file = file;
        this.wal = wal;
        this.pages = pages;
        this.walPages = walPages;
        this.target = target;
    }

    /** Reads all rows of a database and of its write-ahead log. */
    public static void read(Path file, Target target) throws IOException, SQLException {
        WalFile wal = WalFile.of(file);
        Path walPath = Files.exists(wal.file()) ? wal.file() : file;
        try (FileChannel pages = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel walPages = FileChannel.open(walPath, StandardOpenOption.READ)) {
            new FileRecovery(file, wal, pages, walPages, target).read();
        }
    }

    /** Logs a warning if the end of a database's write-ahead log is damaged. */
    public static void reportLogDamage(Path file) throws IOException {
        WalFile.of(file).reportDamage();
    }

    private void read() throws IOException, SQLException {
        int last = (int) (pages.size() / SIZE);
        for (int number : wal.pages().keySet()) {
            last = Math.max(last, number);
        }
        BitSet free = freePages(last);
        SqlitePage header = pageOrNull(1);
        target.begin(header == null ? 0 : header.intAt(VERSION));
        for (int number = free.nextClearBit(2); number <= last; number = free.nextClearBit(number + 1)) {
            SqlitePage page = pageOrNull(number);
            if (page != null && page.holdsRows()) {
                readRows(page);
            } else if (page != null && page.holdsKeys()) {
                readKeyRows(page);
            }
        }
    }

    /** Returns the pages whose content was deleted, by SQLite's free list and its pointer map. */
    private BitSet freePages(int last) {
        BitSet free = new BitSet(last + 1);
        free.set(LOCK_PAGE);
        free.set(2);
        SqlitePage header = pageOrNull(1);
        int trunk = header == null ? 0 : header.intAt(FIRST_TRUNK);
        while (trunk > 1 && trunk <= last && !free.get(trunk)) {
            free.set(trunk);
            SqlitePage page = pageOrNull(trunk);
            int leaves = page == null ? 0 : Math.min(page.intAt(4), SIZE / 4 - 2);
            for (int i = 0; i < leaves && page != null; i++) {
                int leaf = page.intAt(8 + 4 * i);
                if (leaf > 1 && leaf <= last) {
                    free.set(leaf);
                }
            }
            trunk = page == null ? 0 : page.intAt(0);
        }
        for (int number = 3; number <= last; number++) {
            int map = (number - 2) / PAGES_PER_MAP * PAGES_PER_MAP + 2;
            map = map == LOCK_PAGE ? map + 1 : map;
            SqlitePage page = map == number ? null : pageOrNull(map);
            if (map == number || (page != null && isMappedAsFree(page, number - map - 1, last - map - 1))) {
                free.set(number);
            }
        }
        return free;
    }

    /** A damaged pointer map is ignored: otherwise a page with events that it marks as free would be lost. */
    private static boolean isMappedAsFree(SqlitePage map, int entry, int lastEntry) {
        if (entry < 0 || map.byteAt(entry * MAP_ENTRY) != MAPPED_AS_FREE) {
            return false;
        }
        for (int each = 0; each <= Math.min(lastEntry, PAGES_PER_MAP - 2); each++) {
            int type = map.byteAt(each * MAP_ENTRY);
            if (type < 1 || type > LAST_TYPE_IN_MAP) {
                return false;
            }
        }
        return true;
    }

    private void readRows(SqlitePage page) throws SQLException {
        for (int cell = 0; cell < Math.min(page.cells(), SIZE / 2); cell++) {
            SqlitePage.@Nullable Cell row = null;
            try {
                row = page.row(cell, this::page);
            } catch (IndexOutOfBoundsException unreadable) {
                LOG.debug("Cannot read a row.", unreadable);
                target.unreadable();
            }
            if (row != null) {
                target.row(row.rowId(), row.columns());
            }
        }
    }

    private void readKeyRows(SqlitePage page) throws SQLException {
        for (int cell = 0; cell < Math.min(page.cells(), SIZE / 2); cell++) {
            SqlitePage.@Nullable Cell row = null;
            try {
                row = page.key(cell);
            } catch (IndexOutOfBoundsException unreadable) {
                LOG.debug("Cannot read a key.", unreadable);
                target.unreadable();
            }
            if (row != null) {
                target.keyRow(row.columns());
            }
        }
    }

    private @Nullable SqlitePage pageOrNull(int number) {
        try {
            return page(number);
        } catch (IndexOutOfBoundsException missing) {
            return null;
        }
    }

    private SqlitePage page(int number) {
        Long inWal = wal.pages().get(number);
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        try {
            int length = inWal == null ? pages.read(bytes, (number - 1L) * SIZE) : walPages.read(bytes, inWal);
            if (number < 1 || length < SIZE) {
                throw new IndexOutOfBoundsException("No page " + number + " in " + file + ".");
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.debug("Cannot read page {}.", number, unreadable);
            throw new IndexOutOfBoundsException("Cannot read page " + number + " of " + file + ".");
        }
        return new SqlitePage(bytes);
    }
}
