/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text whose declared charset cannot be relied on, as mail programs do: an unknown or absent name means UTF-8
 * if the bytes are UTF-8, otherwise Windows-1252; a byte order mark wins; bytes that are UTF-8 are not read as Latin.
 *
 * <p><i>Limit:</i> never fails; bytes that fit no charset become replacement characters. Thread-safe.
 */
public final class LenientText {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Set<Charset> LATIN =
            Set.of(ISO_8859_1, WINDOWS, Charset.forName("ISO-8859-15"), Charset.forName("ISO-8859-2"));

    /** Supersets that are meant, and names that Java does not know. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("ansi", "windows-1252"),
            Map.entry("ascii", "us-ascii"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("ks_c_5601-1987", "ms949"),
            Map.entry("euc-kr", "ms949"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("utf8mb4", "utf-8"),
            Map.entry("utf-8n", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"));

    private LenientText() {}

    /**
     * The text of these bytes, without a byte order mark.
     *
     * @param charset the declared name; may be absent, unknown or wrong
     */
    public static String decode(byte[] bytes, @Nullable String charset) {
        Charset marked = marked(bytes);
        Charset told = marked == null ? named(charset) : marked;
        return TextContent.withoutMark(decode(bytes, told));
    }

    /** The charset of a name; null for an absent or unknown one. */
    public static @Nullable Charset named(@Nullable String charset) {
        if (charset == null) {
            return null;
        }
        String name = charset.replaceAll("[\\s\"';]", "").toLowerCase(Locale.ROOT);
        try {
            return name.isEmpty() ? null : Charset.forName(ALIASES.getOrDefault(name, name));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static String decode(byte[] bytes, @Nullable Charset told) {
        if (told == null || told.equals(US_ASCII) || told.equals(UTF_8) || LATIN.contains(told)) {
            Charset otherwise = told == null || !LATIN.contains(told) ? WINDOWS : told;
            return isMostlyUtf8(bytes) ? new String(bytes, UTF_8) : new String(bytes, otherwise);
        }
        try {
            return told.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            return isMostlyUtf8(bytes) ? new String(bytes, UTF_8) : new String(bytes, told);
        }
    }

    /** Whether more characters beyond ASCII are well-formed than malformed: a cut-off last one does not count. */
    private static boolean isMostlyUtf8(byte[] bytes) {
        int good = 0;
        int bad = 0;
        for (int i = 0; i < bytes.length; ) {
            int length = lengthAt(bytes, i);
            if (bytes[i] < 0) {
                good += length > 0 ? 1 : 0;
                bad += length > 0 ? 0 : 1;
            }
            i += Math.max(1, length);
        }
        return bad == 0 || good > bad;
    }

    /** The length of the UTF-8 character at this place; 0 if it is none. */
    private static int lengthAt(byte[] bytes, int i) {
        int first = bytes[i] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        for (int k = 1; k < length; k++) {
            if (i + k >= bytes.length || (bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static @Nullable Charset marked(byte[] bytes) {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            return UTF_8;
        }
        if (bytes.length < 2) {
            return null;
        }
        boolean big = bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
        boolean little = bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe;
        return big ? UTF_16BE : little ? UTF_16LE : null;
    }
}
