/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decodes content as it was encoded for transport. An encoding that nobody knows is none, as mail programs treat it.
 *
 * <p>Thread-safe.
 */
final class TransferEncoding {

    private TransferEncoding() {}

    /**
     * The decoded content.
     *
     * @param encoding in lower case, may be empty
     * @throws IOException if it cannot be decoded
     */
    static InputStream decode(InputStream raw, String encoding) throws IOException {
        String name = encoding.replaceAll("[^a-z0-9-].*$", "");
        try {
            return switch (name) {
                case "base64", "base-64", "b" -> new Base64Stream(raw);
                case "quoted-printable", "quotedprintable", "q" -> new QuotedPrintableStream(raw);
                case "uuencode", "x-uuencode", "x-uue" -> MimeUtility.decode(raw, "uuencode");
                default -> raw;
            };
        } catch (MessagingException never) {
            throw new IOException("The content cannot be decoded", never);
        }
    }

    /**
     * Base64 as it arrives: other characters are ignored, padding may be missing or within. Only a last group of one
     * character, which means that something is lost, is an error.
     */
    private static final class Base64Stream extends InputStream {

        private static final int BUFFER_SIZE = 16 * 1024;
        private static final byte[] VALUES = values();

        private final InputStream raw;
        private final byte[] read = new byte[BUFFER_SIZE];
        private final byte[] decoded = new byte[BUFFER_SIZE];
        private int begin;
        private int end;
        private int group;
        private int groupSize;
        private boolean isAtEnd;

        Base64Stream(InputStream raw) {
            this.raw = raw;
        }

        private static byte[] values() {
            byte[] values = new byte[256];
            java.util.Arrays.fill(values, (byte) -1);
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            for (int i = 0; i < alphabet.length(); i++) {
                values[alphabet.charAt(i)] = (byte) i;
            }
            return values;
        }

        @Override
        public int read() throws IOException {
            return fill() ? decoded[begin++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, end - begin);
            System.arraycopy(decoded, begin, to, offset, count);
            begin += count;
            return count;
        }

        /** Whether there is something decoded. */
        private boolean fill() throws IOException {
            while (begin == end && !isAtEnd) {
                begin = 0;
                end = 0;
                int count = raw.read(read, 0, read.length);
                for (int i = 0; i < count; i++) {
                    add(read[i] & 0xff);
                }
                if (count < 0) {
                    isAtEnd = true;
                    flush();
                }
            }
            return begin < end;
        }

        private void add(int character) throws IOException {
            int value = VALUES[character];
            if (character == '=') {
                flush();
            } else if (value >= 0) {
                group = group << 6 | value;
                if (++groupSize == 4) {
                    put(group >> 16);
                    put(group >> 8);
                    put(group);
                    groupSize = 0;
                }
            }
        }

        /** The end of a group that is not full. */
        private void flush() throws IOException {
            if (groupSize == 1) {
                throw new IOException("The file is damaged: its base64 is cut off");
            }
            if (groupSize == 2) {
                put(group >> 4);
            } else if (groupSize == 3) {
                put(group >> 10);
                put(group >> 2);
            }
            groupSize = 0;
        }

        private void put(int value) {
            decoded[end++] = (byte) value;
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}
