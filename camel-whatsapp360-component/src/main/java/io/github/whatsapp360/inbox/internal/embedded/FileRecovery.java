package io.github.whatsapp360.inbox.internal.embedded;

import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.InboxEvent;
import io.github.whatsapp360.inbox.internal.SubscriptionResolver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes all that can be read out of a damaged database, page by page and without SQLite, into a new one; the damaged files are
 * kept under a new name. A row that is not as it was written becomes a dead letter.
 *
 * <p>Guarantee: a row is found if its own page and those that it continues on are intact, whatever else is damaged. <b>Limit:</b>
 * if the list of free pages is damaged too, events that were completed may be found again, and run again.
 *
 * <p>Confined to one thread, while nobody has the database open.
 */
final class FileRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(FileRecovery.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int SIZE = SqliteDatabase.PAGE_SIZE;
    private static final int PAGES_PER_MAP = SIZE / 5 + 1;
    private static final int MAP_ENTRY = 5;
    private static final int MAPPED_AS_FREE = 2;
    private static final int LAST_TYPE_IN_MAP = 5;
    private static final int FIRST_TRUNK = 32;
    private static final int LOCK_PAGE = 0x40000000 / SIZE + 1;
    private static final int VERSION = 60;

    private final Path file;
    private final Clock clock;
    private final WalFile wal;
    private final FileChannel pages;
    private final FileChannel walPages;
    private final List<CompanionTable> companions;
    private int events;
    private int deadLetters;
    private int keys;
    private int damaged;
    private boolean isFirstVersion;

    private FileRecovery(
            Path file,
            Clock clock,
            WalFile wal,
            FileChannel pages,
            FileChannel walPages,
            List<CompanionTable> companions) {
        this.file = file;
        this.clock = clock;
        this.wal = wal;
        this.pages = pages;
        this.walPages = walPages;
        this.companions = companions;
    }

    /**
     * Fills a new database from a damaged one.
     *
     * @param into has the tables, empty, and an open transaction
     * @param companions take what is of other tables
     */
    static void copy(Path file, Clock clock, InboxTables into, List<CompanionTable> companions)
            throws IOException, SQLException {
        WalFile wal = WalFile.of(file);
        Path walPath = Files.exists(wal.file()) ? wal.file() : file;
        try (FileChannel pages = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel walPages = FileChannel.open(walPath, StandardOpenOption.READ)) {
            new FileRecovery(file, clock, wal, pages, walPages, companions).copyInto(into);
        }
    }

    /** Where a damaged file is kept. */
    static Path nameOf(Path file, Clock clock) {
        return file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
    }

    private void copyInto(InboxTables into) throws IOException, SQLException {
        int last = (int) (pages.size() / SIZE);
        for (int number : wal.pages().keySet()) {
            last = Math.max(last, number);
        }
        BitSet free = freePages(last);
        SqlitePage header = pageOrNull(1);
        isFirstVersion = header != null && header.intAt(VERSION) == 1;
        for (int number = free.nextClearBit(2); number <= last; number = free.nextClearBit(number + 1)) {
            SqlitePage page = pageOrNull(number);
            if (page != null && page.holdsRows()) {
                copyRows(page, into);
            } else if (page != null && page.holdsKeys()) {
                copyKeys(page, into);
            }
        }
        into.renumberDeadLetters();
        LOG.warn(
                "Saved from the damaged {}: {} waiting events, {} dead letters, {} keys of events;"
                        + " {} rows were damaged themselves and are dead letters if anything was left of them.",
                file,
                events,
                deadLetters,
                keys,
                damaged);
    }

    /** Pages whose content was deleted, by SQLite's list of them and by its map of all pages. */
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

    /** A damaged map is not believed: a page with events that it calls free would be lost. */
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

    private void copyRows(SqlitePage page, InboxTables into) throws SQLException {
        for (int cell = 0; cell < Math.min(page.cells(), SIZE / 2); cell++) {
            SqlitePage.@Nullable Cell row = null;
            try {
                row = page.row(cell, this::page);
            } catch (IndexOutOfBoundsException unreadable) {
                LOG.debug("A row cannot be read.", unreadable);
                damaged++;
            }
            if (row != null && Columns.isRow(row.columns())) {
                copyRow(row.rowId(), new Columns(row.columns(), isFirstVersion), into);
            }
        }
    }

    private void copyRow(long id, Columns row, InboxTables into) throws SQLException {
        InboxEvent event = row.event();
        long storedAt = row.number(4);
        long now = clock.millis();
        if (row.checksum() != Checksum.of(event, storedAt)) {
            damaged++;
            InboxEvent rest =
                    new InboxEvent(event.key(), event.conversation(), "", DeadLetter.UNREADABLE, event.body());
            into.addDeadLetter(null, rest, Math.max(0, storedAt), 0, now, "Damaged on disk.");
        } else if (row.isEvent()) {
            events++;
            boolean unused = into.addEvent(id, event, storedAt);
            if (row.number(7) > 0) {
                into.delayEvent(id, (int) row.number(7), row.number(6));
            }
        } else {
            deadLetters++;
            into.addDeadLetter(null, event, storedAt, (int) row.number(5), row.number(6), row.text(7));
        }
    }

    /**
     * A row of the tables {@code event} or {@code dead_letter}, whose columns stand in the package's description. Of a dead letter
     * of the first version of the schema the last column is missing.
     */
    private record Columns(List<@Nullable Object> values, boolean isFirstVersion) {

        static boolean isRow(List<@Nullable Object> values) {
            return values.size() == 10 || values.size() == 11;
        }

        boolean isEvent() {
            return values.get(7) instanceof Long;
        }

        InboxEvent event() {
            Object body = values.get(9);
            return new InboxEvent(
                    text(1), text(2), subscription(), text(3), body instanceof byte[] bytes ? bytes : new byte[0]);
        }

        private String subscription() {
            Object last = isEvent() ? values.get(8) : values.size() > 10 ? values.get(10) : null;
            String text = last instanceof String name ? name : "";
            return isFirstVersion && !text.isEmpty() ? SubscriptionResolver.DONE + text : text;
        }

        long checksum() {
            return number(isEvent() ? 5 : 8);
        }

        String text(int column) {
            return String.valueOf(values.get(column));
        }

        long number(int column) {
            return values.get(column) instanceof Long number ? number : 0;
        }
    }

    private void copyKeys(SqlitePage page, InboxTables into) throws SQLException {
        for (int cell = 0; cell < Math.min(page.cells(), SIZE / 2); cell++) {
            try {
                List<@Nullable Object> row = page.key(cell).columns();
                if (row.size() == 2 && row.get(0) instanceof byte[] hash && row.get(1) instanceof Long storedAt) {
                    into.addKey(hash, storedAt, storedAt);
                    keys++;
                } else if (row.size() > 2) {
                    for (CompanionTable companion : companions) {
                        companion.saved(into.connection(), row);
                    }
                }
            } catch (IndexOutOfBoundsException unreadable) {
                LOG.debug("A key cannot be read.", unreadable);
                damaged++;
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
                throw new IndexOutOfBoundsException("There is no page " + number + " in " + file + ".");
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.debug("Page {} cannot be read.", number, unreadable);
            throw new IndexOutOfBoundsException("Page " + number + " of " + file + " cannot be read.");
        }
        return new SqlitePage(bytes);
    }
}
