/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Reads bytes as text if they are text: every byte belongs to a character of the charset, and none is a control
 * character other than white space. A byte order mark decides the charset and is left out.
 *
 * <p>Thread-safe.
 */
public final class TextContent {

    private static final int BUFFER_SIZE = 8 * 1024;

    private TextContent() {}

    /**
     * The text of these bytes.
     *
     * @param charset of bytes without a byte order mark
     * @return null if they are no text
     * @throws IOException if they cannot be read
     */
    public static @Nullable String read(MediaSource source, Charset charset) throws IOException {
        byte[] head = source.head(3);
        int mark = markLength(head);
        Charset used = mark == 0 ? charset : charsetOf(head);
        StringBuilder text = new StringBuilder();
        try (ReadableByteChannel channel = source.open();
                Reader reader = Channels.newReader(channel, strict(used), -1)) {
            char[] buffer = new char[BUFFER_SIZE];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                if (hasControls(CharBuffer.wrap(buffer, 0, read))) {
                    return null;
                }
                text.append(buffer, 0, read);
            }
        } catch (CharacterCodingException notText) {
            return null;
        }
        return withoutMark(text.toString());
    }

    /** Removes a leading byte order mark. */
    public static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Whether a text is visible: contains more than white space, control and format characters. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(TextContent::isVisible);
    }

    private static boolean isVisible(int character) {
        boolean looksEmpty =
                switch (character) {
                    // Hangul fillers, the Braille blank, and the combining grapheme joiner: letters to Unicode.
                    case 0x115f, 0x1160, 0x3164, 0xffa0, 0x2800, 0x034f -> true;
                    default -> false;
                };
        boolean isSelector =
                (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
        return !looksEmpty
                && !isSelector
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> false;
                    default -> true;
                };
    }

    /** Whether these first bytes of a file can be UTF-8 text. False for an empty file. */
    static boolean isText(byte[] head) {
        if (head.length == 0) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head, 0, Math.min(head.length, MediaKind.HEADER_SIZE));
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        // The last character may be cut off by the end of the head, not by the end of the file.
        boolean whole = head.length < MediaKind.HEADER_SIZE;
        boolean broken = strict(UTF_8).decode(bytes, text, whole).isError();
        return !broken && !hasControls(text.flip());
    }

    /** Whether these first bytes of a file are certainly not text in any common charset. */
    static boolean isBinary(byte[] head) {
        if (markLength(head) > 0) {
            return false;
        }
        for (byte each : head) {
            if (each >= 0 && isControl((char) each)) {
                return true;
            }
        }
        return false;
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static boolean hasControls(CharSequence text) {
        return text.chars().anyMatch(c -> isControl((char) c));
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r') || c == '\u007f';
    }

    private static int markLength(byte[] head) {
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        return startsWith(head, 0xfe, 0xff) || startsWith(head, 0xff, 0xfe) ? 2 : 0;
    }

    private static Charset charsetOf(byte[] marked) {
        return startsWith(marked, 0xef) ? UTF_8 : startsWith(marked, 0xfe) ? UTF_16BE : UTF_16LE;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
