package io.github.whatsapp360.example.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Cuts off what a mail program has put below an answer: the mail that is answered, and the signature. What somebody
 * quotes on purpose, a line between two answers, stays.
 *
 * <p>Thread-safe.
 */
final class QuotedHistory {

    /** Elements of the usual programs that hold the mail that is answered, or a signature. */
    private static final String HISTORY =
            "blockquote[type=cite], .gmail_quote, .gmail_quote_container, .gmail_signature,"
                    + " .moz-cite-prefix, .moz-signature, .yahoo_quoted, .protonmail_quote, "
                    + ".protonmail_signature_block,"
                    + " .zmail_extra, #reply-intro";

    /** Elements after which all is history. */
    private static final String BEGINNING =
            "#appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container, .OutlookMessageHeader,"
                    + " div[style*=border-top:solid #E1E1E1], div[style*=border-top:solid #B5C4DF]";

    /** A dashed or solid line as Outlook draws it, and the two characters and the blank before a signature. */
    private static final Pattern LINE = Pattern.compile("-{3,}\\s*\\p{L}[^-]{3,60}-{3,}|_{20,}|-- ");

    private static final Pattern SENDER =
            Pattern.compile("[*]?(From|Von|De|Da|Van|Från|Fra|Od|От|Kimden|发件人|差出人|보낸 사람|من)[*]?\\s?[:：].+");
    private static final Pattern FIELD = Pattern.compile("[*]?[\\p{L} ]{2,20}[*]?\\s?[:：].*");
    private static final Pattern DATED = Pattern.compile(".*\\d.*[:：]\\s*");

    private QuotedHistory() {}

    /** Cuts by what the programs mark in their HTML. */
    static String cutHtml(String html) {
        Document document = Jsoup.parse(html);
        for (Element beginning : document.select(BEGINNING)) {
            removeFrom(beginning);
        }
        document.select(HISTORY).remove();
        return document.outerHtml();
    }

    /** The element and all that comes after it in the document. */
    private static void removeFrom(Element beginning) {
        for (Element outer = beginning;
                outer.parent() != null && !outer.normalName().equals("body"); ) {
            Element parent = outer.parent();
            outer.nextElementSiblings().remove();
            outer = parent;
        }
        beginning.remove();
    }

    /** Cuts by what a reader of plain text sees. */
    static String cut(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i < lines.size(); i++) {
            if (LINE.matcher(lines.get(i)).matches() || isHeaderOfAMail(lines, i)) {
                lines.subList(i, lines.size()).clear();
            }
        }
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
        return String.join("\n", lines).strip();
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

    /**
     * Where "On Monday, 5 January, somebody wrote:" begins, in whatever language; the quotation itself if nothing does.
     */
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
        return DATED.matcher(String.join(" ", lines.subList(first, last + 1))).matches() ? first : quotation;
    }

    /** "From: …", and two more such lines among the next four. */
    private static boolean isHeaderOfAMail(List<String> lines, int i) {
        if (!SENDER.matcher(lines.get(i).strip()).matches()) {
            return false;
        }
        return lines.subList(i + 1, Math.min(i + 5, lines.size())).stream()
                        .filter(line -> FIELD.matcher(line.strip()).matches())
                        .count()
                >= 2;
    }
}
