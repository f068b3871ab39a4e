/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The text of a mail for a phone, and which of its pictures it shows.
 *
 * @param text readable; empty if nothing is left
 * @param hidden the content ids of the pictures that only the removed text showed
 * @param embedded pictures that are written into the text itself
 */
record MailText(String text, Set<String> hidden, List<MailFile> embedded) {

    private static final Pattern PICTURE = Pattern.compile(ReadableText.MARK + "(\\d+)" + ReadableText.MARK);
    private static final Pattern DATA =
            Pattern.compile("data:(image/[\\w.+-]{1,60})(?:;[^,;]{1,60})*;base64,(.+)", Pattern.DOTALL);

    /** The text that the author wrote: without quoted mails and signatures. */
    static MailText answer(MailBody body) {
        return of(body, true);
    }

    /** All of the text. */
    static MailText whole(MailBody body) {
        return of(body, false);
    }

    /** Whether a file is not only a picture of removed text. */
    boolean shows(MailFile file) {
        return file.contentId() == null || !hidden.contains(file.contentId());
    }

    private static MailText of(MailBody body, boolean isCut) {
        List<String> pictures = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        for (MailBody.Text text : body.texts()) {
            texts.add(text.isHtml() ? readable(text.text(), isCut, pictures, hidden) : text.text());
        }
        String joined = String.join("\n\n", texts);
        String left = isCut ? QuotedHistory.cut(joined) : joined;
        List<MailFile> embedded = new ArrayList<>();
        Matcher marks = PICTURE.matcher(left);
        for (MatchResult mark : marks.results().toList()) {
            String picture = pictures.get(Integer.parseInt(mark.group(1)));
            hidden.remove(contentId(picture));
            embedded.addAll(embedded(picture));
        }
        return new MailText(ReadableText.clean(PICTURE.matcher(left).replaceAll("")), hidden, embedded);
    }

    private static String readable(String html, boolean isCut, List<String> pictures, Set<String> shown) {
        Document document = Jsoup.parse(html);
        document.select("img").forEach(each -> shown.add(contentId(each.attr("src"))));
        if (isCut) {
            QuotedHtml.cut(document);
        }
        return ReadableText.of(document.body(), pictures);
    }

    private static String contentId(String source) {
        String address = source.strip();
        if (!address.toLowerCase(Locale.ROOT).startsWith("cid:")) {
            return "";
        }
        String id = address.substring(4);
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return id;
        }
    }

    private static List<MailFile> embedded(String source) {
        Matcher data = DATA.matcher(source);
        if (!data.matches()) {
            return List.of();
        }
        String type = data.group(1).toLowerCase(Locale.ROOT);
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(data.group(2).replace("%2B", "+"));
            return List.of(new MailFile("", type, null, MailFile.Content.of(bytes)));
        } catch (IllegalArgumentException damaged) {
            return List.of();
        }
    }

    /** Never the text itself. */
    @Override
    public String toString() {
        return "MailText[" + text.length() + " characters]";
    }
}
