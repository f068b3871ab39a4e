/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.LenientText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text in RTF, as Outlook keeps the text of a mail in {@code winmail.dat}. Its format is lost.
 *
 * <p>Confined to one text.
 */
final class RtfText {

    private static final Pattern TOKEN = Pattern.compile(
            "\\\\'(?<hex>[0-9A-Fa-f]{2})|\\\\(?<word>[a-zA-Z]+)(?<number>-?\\d{1,9})? ?|\\\\(?<sign>[^a-zA-Z])"
                    + "|(?<brace>[{}])|(?<text>[^\\\\{}\\r\\n]+)|[\\r\\n]+");
    private static final Set<String> UNSEEN =
            Set.of("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator");

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<Boolean> groups = new ArrayDeque<>();
    private String charset = "windows-1252";
    private boolean isUnseen;
    private int skip;

    private RtfText() {}

    /** What a person would read; empty if there is nothing. */
    static String of(String rtf) {
        RtfText reader = new RtfText();
        Matcher token = TOKEN.matcher(rtf);
        while (token.find()) {
            reader.add(token);
        }
        reader.flush();
        return reader.text.toString().replace("\u0000", "").strip();
    }

    private void add(Matcher token) {
        if (token.group("hex") != null) {
            if (skip > 0) {
                skip--;
            } else if (!isUnseen) {
                bytes.write(Integer.parseInt(token.group("hex"), 16));
            }
            return;
        }
        flush();
        if (token.group("brace") != null) {
            addBrace(token.group("brace"));
        } else if (token.group("word") != null) {
            addWord(token.group("word"), token.group("number"));
        } else if (token.group("sign") != null) {
            addSign(token.group("sign"));
        } else if (token.group("text") != null) {
            String words = token.group("text");
            int from = Math.min(skip, words.length());
            skip -= from;
            append(words.substring(from));
        }
    }

    private void addBrace(String brace) {
        if (brace.equals("{")) {
            groups.push(isUnseen);
        } else if (!groups.isEmpty()) {
            isUnseen = groups.pop();
        }
    }

    private void addWord(String word, @Nullable String number) {
        switch (word) {
            case "par", "line" -> append("\n");
            case "tab" -> append("\t");
            case "emdash" -> append("—");
            case "endash" -> append("–");
            case "lquote", "rquote" -> append("'");
            case "ldblquote", "rdblquote" -> append("\"");
            case "bullet" -> append("•");
            case "ansicpg" -> charset = "windows-" + number;
            case "htmlrtf" -> isUnseen = !"0".equals(number);
            case "u" -> addUnicode(number);
            default -> isUnseen |= UNSEEN.contains(word);
        }
    }

    /** The character that follows is for programs that do not know Unicode. */
    private void addUnicode(@Nullable String number) {
        append(String.valueOf((char) Integer.parseInt(number == null ? "63" : number)));
        skip = 1;
    }

    private void addSign(String sign) {
        switch (sign) {
            case "*" -> isUnseen = true;
            case "~" -> append("\u00a0");
            case "_" -> append("-");
            case "\n", "\r" -> append("\n");
            case "\\", "{", "}" -> append(sign);
            default -> {}
        }
    }

    private void append(String words) {
        if (!isUnseen) {
            text.append(words);
        }
    }

    private void flush() {
        if (bytes.size() > 0) {
            text.append(LenientText.decode(bytes.toByteArray(), charset));
            bytes.reset();
        }
    }
}
