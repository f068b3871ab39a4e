/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.LenientText;
import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects texts and files from the tree of a mail's parts.
 *
 * <p>Confined to one mail.
 */
final class MimeWalk {

    private static final int MAXIMUM_DEPTH = 20;
    private static final int MAXIMUM_PARTS = 1000;
    private static final int MAXIMUM_TEXT = 5 << 20;

    private int parts;
    private boolean isCutOff;

    /**
     * Reads a mail.
     *
     * @throws UnreadableMailException if a person could not read it either, or it must not be sent on
     * @throws MessagingException if its structure is broken
     * @throws IOException if it cannot be decoded
     */
    static MailBody read(MimeMessage mail) throws UnreadableMailException, MessagingException, IOException {
        MimeWalk walk = new MimeWalk();
        MailBody body = new MailBody();
        walk.add(mail, body, 0);
        if (walk.isCutOff && !body.files().isEmpty()) {
            throw new UnreadableMailException("The mail is incomplete: its end is missing.");
        }
        return body;
    }

    private void add(Part part, MailBody body, int depth)
            throws UnreadableMailException, MessagingException, IOException {
        if (depth > MAXIMUM_DEPTH || ++parts > MAXIMUM_PARTS) {
            throw new UnreadableMailException("The mail has too many parts within each other.");
        }
        PartHeaders headers = new PartHeaders(part);
        switch (PartRole.of(headers, depth == 0)) {
            case MULTIPART -> addAll(part, headers, body, depth);
            case TEXT -> addText(part, headers, body);
            case MAIL -> addMail(part, headers, body, depth);
            case TNEF -> addTnef(body, bytes(part, headers));
            case FILE -> body.add(file(part, headers));
            case ENCRYPTED ->
                throw new UnreadableMailException(
                        "The mail is encrypted, or signed in a form that hides its text. Send it again without.");
            case PARTIAL ->
                throw new UnreadableMailException("The mail is only a piece of a mail that was divided for transport.");
            case DROPPED -> {}
        }
    }

    private void addAll(Part part, PartHeaders headers, MailBody body, int depth)
            throws UnreadableMailException, MessagingException, IOException {
        List<Part> children = children(part, headers, depth == 0);
        if (!headers.isType("multipart/alternative")) {
            for (Part child : children) {
                add(child, body, depth + 1);
            }
            return;
        }
        List<MailBody> forms = new ArrayList<>();
        for (Part child : children) {
            MailBody form = new MailBody();
            add(child, form, depth + 1);
            forms.add(form);
        }
        MailBody best = best(forms);
        for (MailBody form : forms) {
            if (form == best) {
                body.addAll(form);
            } else {
                body.addFiles(form);
            }
        }
    }

    /** The form that tells paragraphs from wrapped lines; of several the last, which the standard calls the best. */
    private static @Nullable MailBody best(List<MailBody> forms) {
        MailBody best = null;
        for (MailBody form : forms) {
            boolean isBetter = best == null || form.hasHtml() || (!best.hasHtml() && form.hasText());
            best = isBetter ? form : best;
        }
        return best;
    }

    private List<Part> children(Part part, PartHeaders headers, boolean isRoot) throws MessagingException, IOException {
        MimeMultipart several;
        List<Part> children;
        try {
            several = new MimeMultipart(new Raw(part, headers, headers.parameter("boundary")));
            children = children(several);
        } catch (MessagingException wrongBoundary) {
            several = new MimeMultipart(new Raw(part, headers, null));
            children = children(several);
        }
        isCutOff |= isRoot && !several.isComplete();
        return children;
    }

    private static List<Part> children(MimeMultipart several) throws MessagingException {
        List<Part> children = new ArrayList<>();
        for (int i = 0; i < several.getCount(); i++) {
            BodyPart child = several.getBodyPart(i);
            children.add(child);
        }
        return children;
    }

    private static void addText(Part part, PartHeaders headers, MailBody body)
            throws UnreadableMailException, MessagingException, IOException {
        byte[] bytes = bytes(part, headers);
        boolean isHtml = headers.isType("text/html");
        String charset = headers.parameter("charset");
        if (isHtml && LenientText.named(charset) == null) {
            charset = ReadableText.charset(bytes);
        }
        String text = Utf7.isName(charset) ? Utf7.decode(bytes) : LenientText.decode(bytes, charset);
        if (!isHtml && PgpText.isEncrypted(text)) {
            throw new UnreadableMailException("The mail is encrypted. Send it again without.");
        }
        if (headers.isType("text/enriched") || headers.isType("text/richtext")) {
            text = text.replaceAll("<[^>\\n]{1,100}>", "");
        }
        if (!isHtml) {
            text = PgpText.withoutSignature(text.replace("\u0000", ""));
            text = isFlowed(headers) ? FlowedText.join(text, isYes(headers.parameter("delsp"))) : text;
        }
        body.add(new MailBody.Text(text, isHtml));
    }

    private static boolean isFlowed(PartHeaders headers) {
        return "flowed".equalsIgnoreCase(headers.parameter("format"));
    }

    private static boolean isYes(@Nullable String value) {
        return "yes".equalsIgnoreCase(value);
    }

    private static void addTnef(MailBody body, byte[] container) throws UnreadableMailException {
        try {
            TnefContent.addTo(body, container);
        } catch (LinkageError missing) {
            throw new UnreadableMailException(
                    "The mail is in Outlook's own format (winmail.dat), which cannot be opened here without Apache POI"
                            + " (poi-scratchpad). Send it as HTML or plain text.",
                    missing);
        }
    }

    /** A mail within a mail: its text below a line that names it, its files among the others. */
    private void addMail(Part part, PartHeaders headers, MailBody body, int depth)
            throws UnreadableMailException, MessagingException, IOException {
        MimeMessage attached;
        try (InputStream in = TransferEncoding.decode(raw(part), headers.transferEncoding())) {
            attached = new MimeMessage(MailReader.session(), in);
        }
        MailBody inner = new MailBody();
        add(attached, inner, depth + 1);
        PartHeaders head = new PartHeaders(attached);
        String title = head.text("Subject").strip();
        List<String> lines = new ArrayList<>();
        if (!title.isEmpty()) {
            lines.add("*" + title.replace('*', ' ') + "*");
        }
        MailText text = MailText.whole(inner);
        lines.add(text.text());
        inner.forwarded().forEach(lines::add);
        body.addForwarded(String.join("\n\n", lines).strip());
        inner.files().stream().filter(text::shows).forEach(body::add);
    }

    private static MailFile file(Part part, PartHeaders headers) {
        String name = headers.fileName();
        String encoding = headers.transferEncoding();
        MailFile.Content content = () -> {
            try {
                return TransferEncoding.decode(raw(part), encoding);
            } catch (MessagingException gone) {
                throw new IOException("The mail cannot be read any more", gone);
            }
        };
        return new MailFile(name == null ? "" : name, headers.type(), headers.contentId(), content);
    }

    private static byte[] bytes(Part part, PartHeaders headers)
            throws UnreadableMailException, MessagingException, IOException {
        try (InputStream in = TransferEncoding.decode(raw(part), headers.transferEncoding())) {
            byte[] bytes = in.readNBytes(headers.isType("text/") ? MAXIMUM_TEXT + 1 : Integer.MAX_VALUE);
            if (headers.isType("text/") && bytes.length > MAXIMUM_TEXT) {
                throw new UnreadableMailException("The text of the mail is too long: attach it as a file.");
            }
            return bytes;
        }
    }

    /** The content as it was transported. */
    static InputStream raw(Part part) throws MessagingException {
        return part instanceof MimeMessage mail ? mail.getRawInputStream() : ((MimeBodyPart) part).getRawInputStream();
    }

    /** The source of a multipart, with a content type that can be read. */
    private record Raw(
            Part part, PartHeaders headers, @Nullable String boundary) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            try {
                String encoding = headers.transferEncoding().toLowerCase(Locale.ROOT);
                return TransferEncoding.decode(raw(part), encoding);
            } catch (MessagingException gone) {
                throw new IOException("The mail cannot be read any more", gone);
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("A mail that was received is read-only");
        }

        @Override
        public String getContentType() {
            String quoted = boundary == null ? null : boundary.replaceAll("([\"\\\\])", "\\\\$1");
            return quoted == null ? headers.type() : headers.type() + "; boundary=\"" + quoted + "\"";
        }

        @Override
        public String getName() {
            return "mail";
        }
    }
}
