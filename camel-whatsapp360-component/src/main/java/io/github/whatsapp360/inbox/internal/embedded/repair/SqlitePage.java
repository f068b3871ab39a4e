/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded.repair;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of an SQLite file, read without SQLite, so that intact pages can be used although others are damaged.
 * Supports the part of the file format that the tables of an inbox use: pages of 4,096 bytes, no reserved bytes, UTF-8.
 *
 * <p>Immutable as long as nobody writes into its bytes. A damaged page gives wrong values or an {@link
 * IndexOutOfBoundsException}.
 */
final class SqlitePage {

    static final int SIZE = FileRecovery.PAGE_SIZE;
    private static final int INDEX_INTERIOR = 0x02;
    private static final int INDEX_LEAF = 0x0a;
    private static final int TABLE_LEAF = 0x0d;
    private static final int OVERFLOW_CONTENT = SIZE - 4;
    private static final int MAXIMUM_ROW = 64 << 20;
    private static final int MAXIMUM_CELL = SIZE - 35;
    private static final int MINIMUM_CELL = (SIZE - 12) * 32 / 255 - 23;

    private final ByteBuffer bytes;

    SqlitePage(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    boolean holdsRows() {
        return bytes.get(0) == TABLE_LEAF;
    }

    boolean holdsKeys() {
        return bytes.get(0) == INDEX_LEAF || bytes.get(0) == INDEX_INTERIOR;
    }

    int cells() {
        return bytes.getShort(3) & 0xffff;
    }

    int intAt(int offset) {
        return bytes.getInt(offset);
    }

    int byteAt(int offset) {
        return bytes.get(offset);
    }

    /** A row of a table: its row id and its columns, each a {@link Long}, {@link String}, {@code byte[]} or null. */
    record Cell(long rowId, List<@Nullable Object> columns) {}

    Cell row(int cell, IntFunction<SqlitePage> pages) {
        Cursor at = new Cursor(bytes, bytes.getShort(8 + 2 * cell) & 0xffff);
        int length = (int) at.varint();
        long rowId = at.varint();
        return new Cell(rowId, columns(payload(at, length, pages)));
    }

    /** Reads a row of a table without row ids. Rows with overflow pages are not supported. */
    Cell key(int cell) {
        boolean leaf = bytes.get(0) == INDEX_LEAF;
        Cursor at = new Cursor(bytes, bytes.getShort((leaf ? 8 : 12) + 2 * cell) & 0xffff);
        at.skip(leaf ? 0 : 4);
        int length = (int) at.varint();
        return new Cell(0, columns(ByteBuffer.wrap(at.take(length))));
    }

    private static ByteBuffer payload(Cursor at, int length, IntFunction<SqlitePage> pages) {
        int local = length;
        if (length > MAXIMUM_CELL) {
            int wanted = MINIMUM_CELL + (length - MINIMUM_CELL) % OVERFLOW_CONTENT;
            local = wanted <= MAXIMUM_CELL ? wanted : MINIMUM_CELL;
        }
        if (length < 0 || length > MAXIMUM_ROW) {
            throw new IndexOutOfBoundsException("A row cannot have " + length + " bytes.");
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        payload.put(at.take(local));
        int next = payload.hasRemaining() ? at.int32() : 0;
        while (payload.hasRemaining()) {
            Cursor overflow = new Cursor(pages.apply(next).bytes, 0);
            next = overflow.int32();
            payload.put(overflow.take(Math.min(OVERFLOW_CONTENT, payload.remaining())));
        }
        return payload.flip();
    }

    private static List<@Nullable Object> columns(ByteBuffer record) {
        Cursor header = new Cursor(record, 0);
        int headerSize = (int) header.varint();
        Cursor content = new Cursor(record, headerSize);
        List<@Nullable Object> columns = new ArrayList<>();
        while (header.position() < headerSize) {
            columns.add(content.value((int) header.varint()));
        }
        return columns;
    }

    /** Reads from a position. */
    private static final class Cursor {
        private final ByteBuffer bytes;

        Cursor(ByteBuffer bytes, int position) {
            if (position < 0) {
                throw new IndexOutOfBoundsException("A page has no byte " + position + ".");
            }
            this.bytes = bytes.duplicate();
            this.bytes.position(Math.min(position, bytes.limit()));
        }

        int position() {
            return bytes.position();
        }

        void skip(int count) {
            take(count);
        }

        int int32() {
            return (int) number(4);
        }

        long varint() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                int next = (int) number(1);
                value = (value << 7) | (next & 0x7f);
                if (next >= 0) {
                    return value;
                }
            }
            return (value << 8) | (number(1) & 0xff);
        }

        byte[] take(int count) {
            if (count < 0 || count > bytes.remaining()) {
                throw new IndexOutOfBoundsException("Expected " + count + " bytes, actual " + bytes.remaining());
            }
            byte[] taken = new byte[count];
            bytes.get(taken);
            return taken;
        }

        @Nullable
        Object value(int type) {
            return switch (type) {
                case 0 -> null;
                case 1, 2, 3, 4 -> number(type);
                case 5 -> number(6);
                case 6 -> number(8);
                case 8 -> 0L;
                case 9 -> 1L;
                default -> type % 2 == 0 ? take((type - 12) / 2) : new String(take((type - 13) / 2), UTF_8);
            };
        }

        /** A signed big-endian number. */
        private long number(int size) {
            long value = 0;
            byte[] taken = take(size);
            for (int i = 0; i < size; i++) {
                value = i == 0 ? taken[0] : (value << 8) | (taken[i] & 0xff);
            }
            return value;
        }
    }
}
