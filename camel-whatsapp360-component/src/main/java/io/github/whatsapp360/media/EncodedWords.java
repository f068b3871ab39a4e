/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text as mail headers write it: encoded words (RFC 2047), such as {@code =?UTF-8?Q?N=C3=BAmero.pdf?=}, and
 * UTF-8 whose bytes were taken for characters. Mail programs put both also where the standard does not allow it, for
 * example into file names.
 *
 * <p><i>Limit:</i> never fails; what cannot be decoded stays. Thread-safe.
 */
public final class EncodedWords {

    private static final Pattern WORD =
            Pattern.compile("=\\?([\\w.:+-]+)(?:\\*[\\w-]*)?\\?([BbQq])\\?([^\\r\\n]*?)\\?=");
    private static final Pattern NO_BASE64 = Pattern.compile("[^A-Za-z0-9+/]");

    private EncodedWords() {}

    /** The text as a person reads it. */
    public static String decode(String text) {
        String raw = characters(text);
        return raw.contains("=?") ? words(raw) : raw;
    }

    /** Bytes above ASCII that a reader took for Latin characters are decoded. Other text stays as it is. */
    private static String characters(String text) {
        boolean isLatin = text.chars().allMatch(c -> c < 0x100) && text.chars().anyMatch(c -> c > 0x7f);
        if (!isLatin) {
            return text;
        }
        String utf8 = LenientText.decode(text.getBytes(ISO_8859_1), null);
        return utf8.length() < text.length() && utf8.indexOf('\ufffd') < 0 ? utf8 : text;
    }

    /** White space between two encoded words is not part of the text. A character may extend over two words. */
    private static String words(String text) {
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = null;
        int end = 0;
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String between = text.substring(end, word.start());
            boolean isContinued = charset != null && between.isBlank();
            if (!isContinued || !word.group(1).equalsIgnoreCase(charset)) {
                flush(bytes, charset, decoded);
            }
            decoded.append(isContinued ? "" : between);
            charset = word.group(1);
            bytes.writeBytes(bytes(word.group(2), word.group(3)));
            end = word.end();
        }
        flush(bytes, charset, decoded);
        return decoded.append(text, end, text.length()).toString();
    }

    private static void flush(ByteArrayOutputStream bytes, @Nullable String charset, StringBuilder decoded) {
        decoded.append(LenientText.decode(bytes.toByteArray(), charset));
        bytes.reset();
    }

    private static byte[] bytes(String encoding, String text) {
        return encoding.toUpperCase(Locale.ROOT).equals("B") ? base64(text) : quoted(text);
    }

    private static byte[] base64(String text) {
        String clean = NO_BASE64.matcher(text).replaceAll("");
        int whole = clean.length() % 4 == 1 ? clean.length() - 1 : clean.length();
        return Base64.getDecoder().decode(clean.substring(0, whole));
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c == '=' && i + 2 < text.length() ? hex(text, i + 1) : -1;
            if (value >= 0) {
                bytes.write(value);
                i += 2;
            } else {
                bytes.write(c == '_' ? ' ' : c);
            }
        }
        return bytes.toByteArray();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
