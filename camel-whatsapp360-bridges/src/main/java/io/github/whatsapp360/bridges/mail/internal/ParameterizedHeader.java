/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.media.EncodedWords;
import io.github.whatsapp360.media.LenientText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A header value with parameters, such as {@code attachment; filename*=UTF-8''N%C3%BAmero.pdf}, read the way mail
 * programs write it and not only the way the standard allows: missing quotes, bytes above ASCII, encoded words in
 * quotes, continuations (RFC 2231) in any order. If a parameter is given in both forms, the extended one wins.
 *
 * <p>Jakarta Mail reads the same, but how lenient it is depends on system properties of the whole process.
 *
 * <p>Immutable.
 *
 * @param value in front of the parameters, in lower case; empty if there is none
 * @param parameters decoded, by their names in lower case
 */
record ParameterizedHeader(String value, Map<String, String> parameters) {

    private static final int MAXIMUM_LENGTH = 64 * 1024;

    /** Reads a header; an absent one has no value and no parameters. */
    static ParameterizedHeader parse(@Nullable String header) {
        if (header == null) {
            return new ParameterizedHeader("", Map.of());
        }
        List<String> pieces = pieces(header.length() > MAXIMUM_LENGTH ? header.substring(0, MAXIMUM_LENGTH) : header);
        Map<String, TreeMap<Integer, Section>> sections = new HashMap<>();
        for (String piece : pieces.subList(1, pieces.size())) {
            add(sections, piece);
        }
        Map<String, String> parameters = new HashMap<>();
        sections.forEach((name, parts) -> parameters.put(name, joined(parts)));
        return new ParameterizedHeader(pieces.get(0).strip().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    @Nullable
    String parameter(String name) {
        String found = parameters.get(name);
        return found == null || found.isBlank() ? null : found;
    }

    /** One piece of a parameter that may be continued. */
    private record Section(String text, boolean isExtended) {}

    /** Divides at semicolons outside of quotes. */
    private static List<String> pieces(String header) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\' && isQuoted && i + 1 < header.length()) {
                piece.append(c).append(header.charAt(++i));
            } else if (c == ';' && !(isQuoted && header.indexOf('"', i) > 0)) {
                pieces.add(piece.toString());
                piece.setLength(0);
                isQuoted = false;
            } else {
                isQuoted ^= c == '"';
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static void add(Map<String, TreeMap<Integer, Section>> sections, String piece) {
        int equals = piece.indexOf('=');
        if (equals < 1) {
            return;
        }
        String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String text = unquoted(piece.substring(equals + 1).strip());
        boolean isExtended = name.endsWith("*");
        String base = isExtended ? name.substring(0, name.length() - 1) : name;
        int star = base.indexOf('*');
        int number = star < 0 ? -1 : number(base.substring(star + 1));
        String plain = star < 0 ? base : base.substring(0, star);
        // The whole value in the extended form comes before all others, the continued form before the plain one.
        int order = star >= 0 ? number : isExtended ? -2 : -1;
        sections.computeIfAbsent(plain, any -> new TreeMap<>()).putIfAbsent(order, new Section(text, isExtended));
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        String inner =
                text.length() > 1 && text.endsWith("\"") ? text.substring(1, text.length() - 1) : text.substring(1);
        // A backslash of a Windows path is none that hides the next character.
        return inner.replaceAll("\\\\([\"\\\\])", "$1");
    }

    private static String joined(TreeMap<Integer, Section> parts) {
        Section whole = parts.get(-2);
        if (whole != null) {
            return extended(List.of(whole));
        }
        List<Section> continued = List.copyOf(parts.tailMap(0).values());
        Section plain = parts.get(-1);
        if (continued.isEmpty()) {
            return plain == null ? "" : EncodedWords.decode(plain.text());
        }
        boolean isExtended = continued.stream().anyMatch(Section::isExtended);
        return isExtended
                ? extended(continued)
                : EncodedWords.decode(
                        String.join("", continued.stream().map(Section::text).toList()));
    }

    /** {@code charset'language'percent-encoded}, the first two only in the first section. */
    private static String extended(List<Section> sections) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = null;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            String text = section.text();
            int second = text.indexOf('\'', text.indexOf('\'') + 1);
            if (i == 0 && section.isExtended() && second > 0) {
                charset = text.substring(0, text.indexOf('\''));
                text = text.substring(second + 1);
            }
            bytes.writeBytes(section.isExtended() ? percentDecoded(text) : raw(text));
        }
        return EncodedWords.decode(LenientText.decode(bytes.toByteArray(), charset));
    }

    private static byte[] raw(String text) {
        return text.getBytes(text.chars().allMatch(c -> c < 0x100) ? ISO_8859_1 : UTF_8);
    }

    private static byte[] percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = raw(text);
        for (int i = 0; i < raw.length; i++) {
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (raw[i] == '%' && high >= 0 && low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toByteArray();
    }

    /** Names of files can be names of customers. */
    @Override
    public String toString() {
        return "ParameterizedHeader[" + parameters.keySet() + "]";
    }
}
