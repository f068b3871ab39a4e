/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

/** Joins the lines of text that a mail program has wrapped and marked so ({@code format=flowed}, RFC 3676). */
final class FlowedText {

    private FlowedText() {}

    /**
     * The paragraphs as they were written.
     *
     * @param isDeleted whether the space at the end of a wrapped line is not part of the text
     */
    static String join(String text, boolean isDeleted) {
        StringBuilder joined = new StringBuilder();
        String open = null;
        for (String line : text.lines().toList()) {
            int depth = depth(line);
            String marks = line.substring(0, depth);
            String words = unstuffed(line.substring(depth));
            boolean isContinued = open != null && open.equals(marks) && !words.equals("-- ");
            if (!isContinued) {
                joined.append(joined.isEmpty() ? "" : "\n").append(marks).append(depth > 0 ? " " : "");
            }
            boolean isWrapped = words.endsWith(" ") && !words.equals("-- ");
            joined.append(isWrapped && isDeleted ? words.substring(0, words.length() - 1) : words);
            open = isWrapped ? marks : null;
        }
        return joined.toString();
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }

    private static String unstuffed(String line) {
        return line.startsWith(" ") ? line.substring(1) : line;
    }
}
