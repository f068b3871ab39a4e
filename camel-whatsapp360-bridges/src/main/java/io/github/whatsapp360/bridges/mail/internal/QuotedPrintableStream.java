/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Quoted-printable as it arrives: blanks that a mail server has put behind the end of a line are ignored, also behind
 * its equals sign, and what is no code stays as it is.
 */
final class QuotedPrintableStream extends InputStream {

    /** The longest line that a mail may have. */
    private static final int MAXIMUM_BLANKS = 998;

    private final PushbackInputStream raw;
    private final Deque<Integer> blanks = new ArrayDeque<>();

    QuotedPrintableStream(InputStream raw) {
        this.raw = new PushbackInputStream(new BufferedInputStream(raw), 2);
    }

    @Override
    public int read() throws IOException {
        while (blanks.isEmpty()) {
            int character = raw.read();
            if (character == '=') {
                if (!isEndOfLine()) {
                    return blanks.isEmpty() ? code() : '=';
                }
            } else if (isBlank(character)) {
                raw.unread(character);
                gatherBlanks();
            } else {
                return character;
            }
        }
        return blanks.remove();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int next = read();
            if (next < 0) {
                return count == 0 ? -1 : count;
            }
            to[offset + count++] = (byte) next;
        }
        return count;
    }

    /** Reads blanks, and forgets them if the line ends behind them. */
    private void gatherBlanks() throws IOException {
        int next = raw.read();
        while (isBlank(next) && blanks.size() < MAXIMUM_BLANKS) {
            blanks.add(next);
            next = raw.read();
        }
        if (next == '\r' || next == '\n' || next < 0) {
            blanks.clear();
        }
        unread(next);
    }

    /** Whether nothing but blanks is behind an equals sign. Then the end of the line is read too. */
    private boolean isEndOfLine() throws IOException {
        gatherBlanks();
        int next = blanks.isEmpty() ? raw.read() : ' ';
        if (next == '\r') {
            int last = raw.read();
            if (last != '\n') {
                unread(last);
            }
        } else if (next >= 0 && next != '\n') {
            if (blanks.isEmpty()) {
                raw.unread(next);
            }
            return false;
        }
        return true;
    }

    /** The byte that two digits stand for; an equals sign if there are none. */
    private int code() throws IOException {
        int first = raw.read();
        int second = raw.read();
        int high = Character.digit(first, 16);
        int low = Character.digit(second, 16);
        if (high >= 0 && low >= 0) {
            return high << 4 | low;
        }
        unread(second);
        unread(first);
        return '=';
    }

    private void unread(int character) throws IOException {
        if (character >= 0) {
            raw.unread(character);
        }
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
