package io.github.whatsapp360.example.mail;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Makes of HTML what can be read on a phone: paragraphs, lists, and bold, italic and struck words as WhatsApp writes
 * them.
 *
 * <p>Confined to one text.
 */
final class ReadableText {

    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title", "noscript", "template");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "ul", "ol", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");

    private final StringBuilder text = new StringBuilder();

    private ReadableText() {}

    /** What a person would read; empty if there is nothing. */
    static String of(String html) {
        ReadableText readable = new ReadableText();
        readable.add(Jsoup.parse(html).body());
        return readable.text
                .toString()
                .replace('\u00a0', ' ')
                .replaceAll("[\u200b\ufeff]", "")
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private void add(Node node) {
        if (node instanceof TextNode words) {
            addWords(words);
        } else if (node instanceof Element element && !UNSEEN.contains(element.normalName())) {
            addElement(element);
        }
    }

    private void addWords(TextNode words) {
        Element parent = words.parent();
        boolean preformatted = parent != null && parent.closest("pre") != null;
        String said = preformatted ? words.getWholeText() : words.text();
        boolean atBegin = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(atBegin && !preformatted ? said.stripLeading() : said);
    }

    private void addElement(Element element) {
        String name = element.normalName();
        if (name.equals("br")) {
            text.append('\n');
            return;
        }
        boolean paragraph = PARAGRAPHS.contains(name);
        boolean cell = name.equals("td") || name.equals("th");
        boolean block = paragraph || (element.isBlock() && !cell);
        newLine(block, paragraph);
        if (name.equals("li")) {
            text.append(bullet(element));
        } else if (cell && element.previousElementSibling() != null) {
            text.append(' ');
        }
        int begin = text.length();
        element.childNodes().forEach(this::add);
        decorate(element, begin);
        newLine(block, paragraph);
    }

    private void newLine(boolean block, boolean paragraph) {
        if (block && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        if (paragraph && !text.isEmpty()) {
            text.append('\n');
        }
    }

    private static String bullet(Element item) {
        Element list = item.parent();
        return list != null && list.normalName().equals("ol") ? (item.elementSiblingIndex() + 1) + ". " : "• ";
    }

    /** Marks are only read as such when they stand at the words, within one line. */
    private void decorate(Element element, int begin) {
        String inner = text.substring(begin);
        String words = inner.strip();
        String mark = mark(element.normalName());
        if (words.isEmpty()) {
            return;
        }
        if (!mark.isEmpty() && !words.contains("\n") && !words.startsWith(mark)) {
            text.replace(begin, text.length(), inner.replace(words, mark + words + mark));
        }
        String link = element.normalName().equals("a") ? element.attr("href") : "";
        if (link.matches("(?i)https?://.+") && !sameAs(link, words)) {
            text.append(" (").append(link).append(')');
        }
    }

    private static boolean sameAs(String link, String words) {
        return bare(link).equalsIgnoreCase(bare(words));
    }

    private static String bare(String link) {
        return link.replaceAll("(?i)^https?://|/$", "");
    }

    private static String mark(String name) {
        if (HEADINGS.contains(name)) {
            return "*";
        }
        return switch (name) {
            case "b", "strong" -> "*";
            case "i", "em" -> "_";
            case "s", "del", "strike" -> "~";
            default -> "";
        };
    }
}
