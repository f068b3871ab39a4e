/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts off what a mail program has put around an answer: the mail that is answered, and the signature. What somebody
 * quotes on purpose, a line between two answers, stays. Of a forwarded mail only the lines that name its sender go.
 *
 * <p>Thread-safe.
 */
final class QuotedHistory {

    private static final int MAXIMUM_LINE = 500;

    /** A dashed line around the words "original message", as Outlook draws it. */
    private static final Pattern ORIGINAL = Pattern.compile(
            "-{3,}\\s*[^-]{0,40}(message|nachricht|mensaje|messaggio|mensagem|bericht|meddelande|melding|besked|viesti"
                    + "|wiadomo|zpráva|сообщение|ileti|メッセージ|邮件|origin)[^-]{0,40}-{3,}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern DRAWN = Pattern.compile("_{20,}");

    /** What introduces a mail that the author sends on. */
    private static final Pattern FORWARD = Pattern.compile(
            "(-{3,}|begin|anfang|début|inicio|inizio|início)[^\\n]{0,30}?(forwarded message"
                    + "|weitergeleitete[rn]? nachricht|message transféré|mensaje reenviado|messaggio inoltrato"
                    + "|mensagem (reencaminhada|encaminhada)"
                    + "|doorgestuurd bericht)[^\\n]{0,10}?(-{3,}|:)"
                    + "|(-{3,}\\s*(transféré|doorgestuurd|inoltrato)[^\\n]{0,30}-{3,})"
                    + "|begin doorgestuurd bericht:|início da mensagem reencaminhada:",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String WROTE = "(wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|geschreven"
            + "|skrev|napisał\\(?a?\\)?|написал\\(?а?\\)?|kirjoitti)";

    private static final Pattern REPLY = Pattern.compile(
            "\\d[^\\n]{0,200}\\b" + WROTE + "\\b[^\\n]{0,100}?[:：]", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern SENDER =
            Pattern.compile("[*]?(From|Von|De|Da|Van|Från|Fra|Od|От|Kimden|发件人|差出人|보낸 사람|من)[*]?\\s?[:：].+");
    private static final Pattern FIELD = Pattern.compile("[*]?[\\p{L} ]{1,20}[*]?\\s?[:：].*");
    private static final Pattern DATED = Pattern.compile(".*\\d.*[:：]\\s*");
    private static final Pattern INTRODUCTION =
            Pattern.compile(".*\\d.*\\b" + WROTE + "\\b.*[:：]\\s*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What telephones and Outlook put below each mail. */
    private static final Pattern FOOTER = Pattern.compile(
            "(sent from (my |outlook|mail for|yahoo|proton)|get outlook for|gesendet (von|mit|aus)"
                    + "|von mein\\p{L}+ .* gesendet|holen sie sich outlook|outlook für (ios|android)"
                    + "|envoyé (de|depuis|à partir)|télécharge[zr] outlook"
                    + "|obtene[zr] outlook|enviado (desde|do meu|a partir|de mi)|obtener outlook|obt(er|enha) o outlook"
                    + "|inviato da|scarica outlook|ottieni outlook|verstuurd vanaf|verzonden (vanaf|met|vanuit)"
                    + "|outlook voor (ios|android)|download outlook|diese nachricht wurde von mein)[^\\n]{0,120}",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private QuotedHistory() {}

    /** Whether the text passes a mail on rather than answering one. */
    static boolean isForward(String text) {
        Matcher forward = FORWARD.matcher(text);
        if (!forward.find()) {
            return false;
        }
        String before = text.substring(0, forward.start());
        return !REPLY.matcher(before).find() && !ORIGINAL.matcher(before).find();
    }

    /** Cuts by what a reader of plain text sees. */
    static String cut(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        boolean isForward = isForward(text);
        if (isForward) {
            removeHeadOfForwarded(lines);
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean isEnd = lines.get(i).equals("-- ") || (!isForward && isBeginOfHistory(lines, i));
            if (isEnd) {
                lines.subList(i, lines.size()).clear();
            }
        }
        if (!isForward) {
            removeQuotes(lines);
            removeIntroduction(lines);
        }
        removeFooters(lines);
        return String.join("\n", lines).strip();
    }

    private static void removeQuotes(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (isQuoted(lines.get(i))) {
                int end = endOfQuote(lines, i);
                int begin = attribution(lines, i);
                if (begin < i || end == lines.size()) {
                    lines.subList(begin, end).clear();
                    i = begin - 1;
                } else {
                    i = end;
                }
            }
        }
    }

    private static boolean isBeginOfHistory(List<String> lines, int i) {
        String line = lines.get(i).strip();
        if (line.length() > MAXIMUM_LINE) {
            return false;
        }
        boolean isDrawn = DRAWN.matcher(line).matches();
        return ORIGINAL.matcher(line).matches()
                || (isDrawn && isSender(nextLine(lines, i + 1)))
                || isHeaderOfAMail(lines, i);
    }

    private static String nextLine(List<String> lines, int from) {
        return lines.stream()
                .skip(from)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
    }

    private static boolean isSender(String line) {
        return line.length() <= MAXIMUM_LINE && SENDER.matcher(line.strip()).matches();
    }

    private static boolean isQuoted(String line) {
        return line.startsWith(">");
    }

    /** Blank lines within a quotation belong to it. */
    private static int endOfQuote(List<String> lines, int begin) {
        int end = begin;
        for (int i = begin; i < lines.size(); i++) {
            if (isQuoted(lines.get(i))) {
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                return end;
            }
        }
        return lines.size();
    }

    /** Where "On Monday, 5 January, somebody wrote:" begins, in any language; the quotation itself if nothing does. */
    private static int attribution(List<String> lines, int quotation) {
        int last = quotation - 1;
        while (last >= 0 && lines.get(last).isBlank()) {
            last--;
        }
        if (last < 0 || !lines.get(last).strip().matches(".*[:：]")) {
            return quotation;
        }
        int first = last;
        while (first > 0 && last - first < 2 && !lines.get(first - 1).isBlank()) {
            first--;
        }
        return firstOf(lines, first, last, DATED, quotation);
    }

    /** The last line at which such an introduction can begin; as few lines as possible belong to it. */
    private static int firstOf(List<String> lines, int first, int last, Pattern introduction, int otherwise) {
        for (int i = last; i >= first; i--) {
            String joined = String.join(" ", lines.subList(i, last + 1)).strip();
            if (joined.length() <= MAXIMUM_LINE && introduction.matcher(joined).matches()) {
                return i;
            }
        }
        return otherwise;
    }

    /** What is left of it when the quotation was removed without it. */
    private static void removeIntroduction(List<String> lines) {
        removeBlankEnd(lines);
        int last = lines.size() - 1;
        int begin = last < 0 ? 0 : firstOf(lines, Math.max(0, last - 2), last, INTRODUCTION, lines.size());
        lines.subList(begin, lines.size()).clear();
    }

    private static void removeFooters(List<String> lines) {
        removeBlankEnd(lines);
        while (!lines.isEmpty()) {
            String last = lines.get(lines.size() - 1).strip();
            boolean isFooter = last.equals("--")
                    || (last.length() <= 160 && FOOTER.matcher(last).matches());
            if (!isFooter) {
                return;
            }
            lines.remove(lines.size() - 1);
            removeBlankEnd(lines);
        }
    }

    private static void removeBlankEnd(List<String> lines) {
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
    }

    /** "From: …", and two more such lines among the next five. */
    private static boolean isHeaderOfAMail(List<String> lines, int i) {
        return isSender(lines.get(i))
                && lines.subList(i + 1, Math.min(i + 6, lines.size())).stream()
                                .map(String::strip)
                                .filter(line -> line.length() <= MAXIMUM_LINE
                                        && FIELD.matcher(line).matches())
                                .count()
                        >= 2;
    }

    /** The line that announces it, and the lines with names and addresses below. */
    private static void removeHeadOfForwarded(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (FORWARD.matcher(lines.get(i)).find()) {
                int end = i + 1;
                while (end < lines.size() && (lines.get(end).isBlank() || isField(lines.get(end)))) {
                    end++;
                }
                lines.subList(i, end).clear();
                if (i > 0 && !lines.get(i - 1).isBlank()) {
                    lines.add(i, "");
                }
                return;
            }
        }
    }

    private static boolean isField(String line) {
        String bare = line.replaceFirst("^[>\\s]+", "");
        return bare.isEmpty()
                || (bare.length() <= MAXIMUM_LINE && FIELD.matcher(bare).matches());
    }
}
