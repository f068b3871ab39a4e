/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SQLite's write-ahead log, read without SQLite: which pages it contains, and where it is damaged. SQLite uses the same
 * rules, but truncates the log silently at the first damaged page.
 *
 * <pre>
 *  header (32 bytes)   magic · version · page size · sequence · salt (8) · checksum (8)
 *  frame  (24 + page)  page number · pages of the database if it ends a commit, else 0 · salt (8) · checksum (8) · page
 * </pre>
 *
 * <p>Numbers are big-endian. A checksum continues the one before; the last bit of the magic number defines the byte
 * order. Frames with another salt belong to an earlier use of the file.
 *
 * <p>Immutable. Use only while the database is not open.
 *
 * @param pages file offset of the newest committed version of each page, by page number
 * @param end file offset of the end of the last commit
 * @param lost number of bytes written after that commit
 */
record WalFile(Path file, Map<Integer, Long> pages, long end, long lost) {

    private static final Logger LOG = LoggerFactory.getLogger(WalFile.class);

    private static final int MAGIC = 0x377f0682;
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;

    /** Reads the log of a database. The result is empty if there is no log. */
    static WalFile of(Path database) throws IOException {
        Path file = database.resolveSibling(database.getFileName() + "-wal");
        if (!Files.exists(file)) {
            return new WalFile(file, Map.of(), 0, 0);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Scan(file, channel).run();
        }
    }

    void reportDamage() {
        if (lost > 0) {
            LOG.warn(
                    "The end of {} is incomplete or damaged and was truncated: bytes {} to {}. Acknowledged events"
                            + " are lost only if the disk lost forced writes",
                    file,
                    end,
                    end + lost);
        }
    }

    private static final class Scan {
        private final Path file;
        private final FileChannel channel;
        private final ByteBuffer header = ByteBuffer.allocate(HEADER);
        private final ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + FileRecovery.PAGE_SIZE);
        private final Map<Integer, Long> committed = new HashMap<>();
        private final Map<Integer, Long> open = new HashMap<>();
        private ByteOrder order = ByteOrder.BIG_ENDIAN;
        private int sum1;
        private int sum2;
        private long end = HEADER;

        Scan(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        WalFile run() throws IOException {
            if (!readHeader()) {
                return new WalFile(file, Map.of(), 0, 0);
            }
            long position = HEADER;
            while (read(frame, position) && isOurs() && checks()) {
                open.put(frame.getInt(0), position + FRAME_HEADER);
                position += frame.capacity();
                if (frame.getInt(4) != 0) {
                    committed.putAll(open);
                    open.clear();
                    end = position;
                }
            }
            return new WalFile(file, committed, end, writtenSince(end));
        }

        private boolean readHeader() throws IOException {
            if (!read(header, 0) || (header.getInt(0) & ~1) != MAGIC || header.getInt(8) != FileRecovery.PAGE_SIZE) {
                return false;
            }
            order = header.getInt(0) == MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            add(header, 0, 24);
            return sum1 == header.getInt(24) && sum2 == header.getInt(28);
        }

        private boolean isOurs() {
            return frame.getLong(8) == header.getLong(16);
        }

        private boolean checks() {
            add(frame, 0, 8);
            add(frame, FRAME_HEADER, frame.capacity());
            return sum1 == frame.getInt(16) && sum2 == frame.getInt(20);
        }

        private void add(ByteBuffer bytes, int from, int to) {
            ByteBuffer words = bytes.duplicate().order(order);
            for (int at = from; at < to; at += 8) {
                sum1 += words.getInt(at) + sum2;
                sum2 += words.getInt(at + 4) + sum1;
            }
        }

        /** Number of bytes that frames of this use of the file take after the last commit. */
        private long writtenSince(long position) throws IOException {
            long last = position;
            for (long at = position; at < channel.size(); at += frame.capacity()) {
                frame.clear();
                int length = channel.read(frame, at);
                if (length >= FRAME_HEADER && isOurs()) {
                    last = at + length;
                }
            }
            return last - position;
        }

        private boolean read(ByteBuffer into, long position) throws IOException {
            into.clear();
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position()) < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
