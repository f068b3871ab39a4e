/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text that is too long for one message.
 *
 * <p>It cuts at the last paragraph that leaves a part at least half full, else at such a line, else at such a word,
 * else at any of them, and only where there is no white space at all between two characters as people see them: never
 * inside a surrogate pair, a flag, an emoji with its skin tone or its family, or a letter with its marks. Only the
 * white space at a cut is lost; no part is empty. A single such character that is longer than the limit, which no
 * language has, is cut between code points.
 *
 * <p>Immutable and thread-safe.
 *
 * @param limit the longest part, in UTF-16 code units; at least 2. Meta says "characters" and not which; a text has
 *     never more code points, nor more characters as people see them, than code units, so that a part fits whichever is
 *     meant
 */
public record TextSplitter(int limit) {

    /** For the body of a text message: 4096. */
    public static final TextSplitter TEXT_MESSAGE = new TextSplitter(4096);

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    public TextSplitter {
        if (limit < 2) {
            throw new IllegalArgumentException("Expected a limit of at least 2, actual is " + limit);
        }
    }

    /** The parts in order. Text that fits is its own part; empty text, and white space that does not fit, has none. */
    public List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (text.length() - start > limit) {
            Cut cut = cut(text, start);
            if (cut.end() > start) {
                parts.add(text.substring(start, cut.end()));
            }
            start = cut.next();
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return List.copyOf(parts);
    }

    private Cut cut(String text, int start) {
        Matcher graphemes = GRAPHEME.matcher(text);
        Map<Break, Cut> full = new EnumMap<>(Break.class);
        Cut anyBreak = null;
        int lastGrapheme = start;
        int at = start;
        while (at <= start + limit && at < text.length()) {
            int spaceEnd = spaceEnd(text, graphemes, at);
            if (spaceEnd == at) {
                at = graphemeEnd(text, graphemes, at);
            } else {
                Cut cut = new Cut(at, spaceEnd);
                if (at - start >= limit / 2) {
                    full.put(Break.at(text, cut), cut);
                }
                if (at > start || spaceEnd > start + limit) {
                    anyBreak = cut;
                }
                at = spaceEnd;
            }
            if (at <= start + limit) {
                lastGrapheme = at;
            }
        }
        if (!full.isEmpty()) {
            return full.values().iterator().next();
        }
        if (anyBreak != null) {
            return anyBreak;
        }
        return lastGrapheme > start ? new Cut(lastGrapheme, lastGrapheme) : insideGrapheme(text, start);
    }

    /** The end of the white space that begins here; here if there is none. A space that carries a mark is none. */
    private static int spaceEnd(String text, Matcher graphemes, int start) {
        int end = start;
        while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
            int next = graphemeEnd(text, graphemes, end);
            if (!text.substring(end, next).isBlank()) {
                return end;
            }
            end = next;
        }
        return end;
    }

    /** The JDK's regular expressions know emoji sequences, which its {@code BreakIterator} of version 17 cuts. */
    private static int graphemeEnd(String text, Matcher graphemes, int start) {
        return graphemes.region(start, text.length()).lookingAt() ? graphemes.end() : start + 1;
    }

    private Cut insideGrapheme(String text, int start) {
        int end = start + limit;
        if (Character.isLowSurrogate(text.charAt(end)) && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return new Cut(end, end);
    }

    /** The end of a part and the beginning of the next. */
    private record Cut(int end, int next) {}

    /** In the order of preference. */
    private enum Break {
        PARAGRAPH,
        LINE,
        WORD;

        static Break at(String text, Cut cut) {
            long lines = (text.substring(cut.end(), cut.next()) + "|").lines().count();
            return lines > 2 ? PARAGRAPH : lines == 2 ? LINE : WORD;
        }
    }
}
