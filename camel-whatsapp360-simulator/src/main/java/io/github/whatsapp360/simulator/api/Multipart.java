/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.api;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}. Thread-safe. */
final class Multipart {

    /**
     * One part.
     *
     * @param fileName empty when it is a plain field
     * @param contentType empty when the part does not say
     */
    record Part(String fileName, String contentType, Buffer content) {
        String text() {
            return content.toString(StandardCharsets.UTF_8);
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";,]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[; ]name=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPE =
            Pattern.compile("^content-type:\\s*(.+?)\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private Multipart() {}

    /** The parts by their names; empty when the content type or the body is something else. */
    static Map<String, Part> read(String contentType, Buffer body) {
        Map<String, Part> parts = new LinkedHashMap<>();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!contentType.startsWith("multipart/form-data") || !boundary.find()) {
            return parts;
        }
        byte[] bytes = body.getBytes();
        byte[] mark = ("--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] gap = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        int begin = indexOf(bytes, mark, 0);
        while (begin >= 0) {
            int headers = begin + mark.length + 2;
            int end = indexOf(bytes, mark, headers);
            int content = indexOf(bytes, gap, Math.min(headers - 2, bytes.length));
            if (end < 0 || content < 0 || content > end) {
                break;
            }
            String head = new String(bytes, headers, Math.max(0, content - headers), StandardCharsets.UTF_8);
            int from = content + gap.length;
            add(parts, head, body.slice(from, Math.max(from, end - 2)));
            begin = end;
        }
        return parts;
    }

    private static void add(Map<String, Part> parts, String head, Buffer content) {
        Matcher name = NAME.matcher(head);
        if (name.find()) {
            Matcher file = FILE.matcher(head);
            Matcher type = TYPE.matcher(head);
            parts.put(
                    name.group(1),
                    new Part(file.find() ? file.group(1) : "", type.find() ? type.group(1) : "", content));
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        outer:
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (bytes[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}
