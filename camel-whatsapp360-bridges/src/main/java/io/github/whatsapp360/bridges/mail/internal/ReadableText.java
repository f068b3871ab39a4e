/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Makes of HTML what can be read on a phone: paragraphs, lists, and bold, italic and struck words as WhatsApp writes
 * them. In the place of a picture that came with the mail is a mark, until the text is cut: {@link MailText}.
 *
 * <p>Confined to one text.
 */
final class ReadableText implements NodeFilter {

    /** Before and after the number of a picture. Characters that no text of a person has. */
    static final char MARK = '\ue0f0';

    private static final Set<String> UNSEEN =
            Set.of("head", "style", "script", "title", "noscript", "template", "object", "svg");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "ul", "ol", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Pattern HIDDEN =
            Pattern.compile("(?i)(display\\s*:\\s*none|mso-hide\\s*:\\s*all|visibility\\s*:\\s*hidden)");
    private static final Pattern TRAILING = Pattern.compile("(?m)(?<!^--)[ \\t]+$");

    private final StringBuilder text = new StringBuilder();
    private final Deque<Integer> begins = new ArrayDeque<>();
    private final List<String> pictures;
    private int preformatted;

    private ReadableText(List<String> pictures) {
        this.pictures = pictures;
    }

    /**
     * What a person would read; empty if there is nothing.
     *
     * @param pictures receives the address of each picture, by the number in its mark
     */
    static String of(Element html, List<String> pictures) {
        ReadableText readable = new ReadableText(pictures);
        html.filter(readable);
        return clean(readable.text.toString());
    }

    /** Whether there is a word or a picture. */
    static boolean isVisible(String html) {
        Document document = Jsoup.parse(html);
        return document.hasText()
                || !document.select("img[src^=cid:], img[src^=data:]").isEmpty();
    }

    /** Without white space that nobody sees. The blank of a signature's {@code -- } stays. */
    static String clean(String text) {
        String plain = text.replace('\u00a0', ' ').replaceAll("[\u200b\u200c\ufeff\u00ad]", "");
        return TRAILING.matcher(plain)
                .replaceAll("")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    /** The charset that a page declares in itself; null if it does not. */
    static @Nullable String charset(byte[] html) {
        try {
            Document document = Jsoup.parse(new ByteArrayInputStream(html), null, "");
            Element declared = document.selectFirst("meta[charset]");
            return declared != null || document.selectFirst("meta[http-equiv=content-type]") != null
                    ? document.charset().name()
                    : null;
        } catch (IOException unknownCharset) {
            return null;
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode words) {
            addWords(words);
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String name = element.normalName();
        if (UNSEEN.contains(name) || HIDDEN.matcher(element.attr("style")).find()) {
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("br")) {
            text.append('\n');
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("img")) {
            addPicture(element);
            return FilterResult.SKIP_ENTIRELY;
        }
        begin(element, name);
        return FilterResult.CONTINUE;
    }

    private void begin(Element element, String name) {
        preformatted += name.equals("pre") ? 1 : 0;
        newLine(isBlock(element), PARAGRAPHS.contains(name));
        if (name.equals("li")) {
            text.append(bullet(element));
        } else if (isCell(name) && element.previousElementSibling() != null) {
            text.append(' ');
        }
        begins.push(text.length());
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element && !begins.isEmpty()) {
            String name = element.normalName();
            decorate(element, begins.pop());
            newLine(isBlock(element), PARAGRAPHS.contains(name));
            preformatted -= name.equals("pre") ? 1 : 0;
        }
        return FilterResult.CONTINUE;
    }

    private static boolean isBlock(Element element) {
        String name = element.normalName();
        return PARAGRAPHS.contains(name) || (element.isBlock() && !isCell(name));
    }

    private static boolean isCell(String name) {
        return name.equals("td") || name.equals("th");
    }

    private void addWords(TextNode words) {
        boolean isPreformatted = preformatted > 0;
        String said = isPreformatted ? words.getWholeText() : words.text();
        boolean isAtBegin = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(isAtBegin && !isPreformatted ? said.stripLeading() : said);
    }

    /** A picture of the mail gets a mark; of others the words that stand for them, if they are a symbol. */
    private void addPicture(Element picture) {
        String source = picture.attr("src").strip();
        if (source.regionMatches(true, 0, "cid:", 0, 4) || source.regionMatches(true, 0, "data:image/", 0, 11)) {
            text.append(MARK).append(pictures.size()).append(MARK);
            pictures.add(source);
            return;
        }
        String symbol = picture.attr("alt").strip();
        boolean isSymbol = !symbol.isEmpty()
                && symbol.length() <= 16
                && symbol.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) || c < 0x80);
        text.append(isSymbol ? symbol : "");
    }

    private void newLine(boolean isBlock, boolean isParagraph) {
        if (isBlock && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        if (isParagraph && !text.isEmpty()) {
            text.append('\n');
        }
    }

    private static String bullet(Element item) {
        Element list = item.parent();
        return list != null && list.normalName().equals("ol") ? (item.elementSiblingIndex() + 1) + ". " : "• ";
    }

    /** Marks are only read as such when they stand at the words, within one line. */
    private void decorate(Element element, int begin) {
        String name = element.normalName();
        String mark = mark(name);
        if ((mark.isEmpty() && !name.equals("a")) || begin >= text.length()) {
            return;
        }
        String inner = text.substring(begin);
        String words = inner.strip();
        if (words.isEmpty()) {
            return;
        }
        if (!mark.isEmpty() && !words.contains("\n") && !words.startsWith(mark) && words.charAt(0) != MARK) {
            text.replace(begin, text.length(), inner.replace(words, mark + words + mark));
        }
        String link = name.equals("a") ? element.attr("href") : "";
        if (link.matches("(?i)https?://.+") && !bare(link).equalsIgnoreCase(bare(words))) {
            text.append(" (").append(link).append(')');
        }
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
