package io.github.whatsapp360.example.mail;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote in a mail, and the files beside it. Of the two forms of a text the HTML is read, because it tells
 * paragraphs from lines that only were too long. A picture within the text counts if the text that is left still shows
 * it.
 *
 * <p>Camel's own attachments are not used, because they have no order.
 *
 * <p>Confined to one mail.
 */
final class MailContent {

    private static final Pattern PICTURE = Pattern.compile("cid:([^\"'\\s>)]+)", Pattern.CASE_INSENSITIVE);

    private final Map<String, Part> files = new LinkedHashMap<>();
    private @Nullable String plain;
    private @Nullable String html;

    private MailContent() {}

    /**
     * Reads a mail.
     *
     * @param body a multipart, or a text
     * @param type of that text
     */
    static MailContent of(@Nullable Object body, String type) throws MessagingException, IOException {
        MailContent content = new MailContent();
        if (body instanceof Multipart several) {
            content.add(several);
        } else if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            content.html = String.valueOf(body);
        } else {
            content.plain = body == null ? "" : body.toString();
        }
        return content;
    }

    /** Without what is quoted and without the signature; empty if nothing is left. */
    String text() {
        return html == null
                ? QuotedHistory.cut(plain == null ? "" : plain)
                : QuotedHistory.cut(ReadableText.of(QuotedHistory.cutHtml(html)));
    }

    /** By their names, in their order. */
    Map<String, DataHandler> files() throws MessagingException {
        Set<String> quoted = pictures(html == null ? "" : html);
        quoted.removeAll(pictures(html == null ? "" : QuotedHistory.cutHtml(html)));
        Map<String, DataHandler> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Part> each : files.entrySet()) {
            String id = each.getValue() instanceof MimePart part ? part.getContentID() : null;
            if (id == null || !quoted.contains(id.replaceAll("[<>\\s]", ""))) {
                kept.put(each.getKey(), new DataHandler(new File(each.getValue(), each.getKey())));
            }
        }
        return kept;
    }

    /** The ids of the pictures that a text shows. */
    private static Set<String> pictures(String text) {
        return PICTURE.matcher(text)
                .results()
                .map(picture -> picture.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void add(Multipart several) throws MessagingException, IOException {
        for (int i = 0; i < several.getCount(); i++) {
            Part part = several.getBodyPart(i);
            if (part.isMimeType("multipart/*")) {
                add((Multipart) part.getContent());
            } else if (isText(part, "text/html") && html == null) {
                html = String.valueOf(part.getContent());
            } else if (isText(part, "text/plain") && plain == null) {
                plain = String.valueOf(part.getContent());
            } else {
                files.put(unused(name(part)), part);
            }
        }
    }

    private static boolean isText(Part part, String type) throws MessagingException {
        return part.isMimeType(type)
                && part.getFileName() == null
                && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    }

    private static String name(Part part) throws MessagingException, IOException {
        String name = part.getFileName();
        if (name != null && !name.isBlank()) {
            return MimeUtility.decodeText(name);
        }
        return part.isMimeType("message/rfc822") ? "mail.eml" : "file";
    }

    /** Two files may have one name. */
    private String unused(String name) {
        int dot = name.lastIndexOf('.');
        String unused = name;
        for (int i = 2; files.containsKey(unused); i++) {
            unused = dot < 1 ? name + " (" + i + ")" : name.substring(0, dot) + " (" + i + ")" + name.substring(dot);
        }
        return unused;
    }

    /** A part of the mail, read from the mail server whenever somebody asks for it. */
    private record File(Part part, String name) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            try {
                return part.getDataHandler().getInputStream();
            } catch (MessagingException gone) {
                throw new IOException("The mail cannot be read any more", gone);
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("A mail that was received is not written to");
        }

        @Override
        public String getContentType() {
            try {
                return part.getContentType();
            } catch (MessagingException unknown) {
                return "application/octet-stream";
            }
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
