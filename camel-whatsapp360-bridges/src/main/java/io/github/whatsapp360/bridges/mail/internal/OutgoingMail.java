/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.MediaTypes;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a mail with text and files. Whatever is given, no header can be added by a value.
 *
 * <p>Confined to one mail.
 */
public final class OutgoingMail {

    private static final String CHARSET = "UTF-8";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<MimeBodyPart> files = new ArrayList<>();
    private final List<InternetAddress> to = new ArrayList<>();
    private @Nullable InternetAddress from;
    private @Nullable InternetAddress replyTo;
    private @Nullable MessagingException problem;
    private String subject = "";
    private String text = "";

    /** The sender, with a name if there is one. */
    public OutgoingMail from(String address, @Nullable String name) {
        try {
            from = new InternetAddress(oneLine(address), name == null ? null : oneLine(name), CHARSET);
        } catch (UnsupportedEncodingException never) {
            throw new IllegalStateException("Every Java platform has " + CHARSET, never);
        }
        return this;
    }

    /**
     * The recipients.
     *
     * @param addresses divided by commas
     * @throws MessagingException if one is malformed
     */
    public OutgoingMail to(String addresses) throws MessagingException {
        to.addAll(List.of(InternetAddress.parse(oneLine(addresses))));
        return this;
    }

    public OutgoingMail replyTo(String address) throws MessagingException {
        replyTo = new InternetAddress(oneLine(address));
        return this;
    }

    public OutgoingMail subject(String line) {
        subject = oneLine(line);
        return this;
    }

    /** The {@code Message-ID}, with its brackets. */
    public OutgoingMail id(String id) {
        return header("Message-ID", id);
    }

    /** The ids of earlier mails; the last one is answered. */
    public OutgoingMail references(String ids) {
        String all = oneLine(ids);
        header("References", all);
        return header("In-Reply-To", all.substring(all.lastIndexOf(' ') + 1));
    }

    public OutgoingMail header(String name, String value) {
        headers.put(name, oneLine(value));
        return this;
    }

    public OutgoingMail text(String body) {
        text = body;
        return this;
    }

    /** Attaches a file. */
    public void file(String name, DataHandler content) {
        try {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(content);
            part.setHeader("Content-Type", type(content.getContentType()));
            part.setHeader("Content-Transfer-Encoding", "base64");
            part.setDisposition(Part.ATTACHMENT);
            part.setFileName(oneLine(name));
            files.add(part);
        } catch (MessagingException unfit) {
            problem = unfit;
        }
    }

    /** Without parameters, which customers' telephones fill with what no mail may contain. */
    private static String type(@Nullable String declared) {
        return declared != null && MediaTypes.isType(declared) ? MediaTypes.bare(declared) : MediaTypes.UNKNOWN;
    }

    /**
     * The mail.
     *
     * @throws MessagingException if a part of it cannot be written
     */
    public MimeMessage build() throws MessagingException {
        if (problem != null) {
            throw problem;
        }
        MimeMessage mail = new MimeMessage(MailReader.session());
        if (from != null) {
            mail.setFrom(from);
        }
        mail.setRecipients(RecipientType.TO, to.toArray(new InternetAddress[0]));
        if (replyTo != null) {
            mail.setReplyTo(new InternetAddress[] {replyTo});
        }
        mail.setSubject(subject, CHARSET);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            mail.setHeader(header.getKey(), header.getValue());
        }
        if (files.isEmpty()) {
            mail.setText(text, CHARSET);
            return mail;
        }
        MimeMultipart parts = new MimeMultipart("mixed");
        MimeBodyPart words = new MimeBodyPart();
        words.setText(text, CHARSET);
        parts.addBodyPart(words);
        for (MimeBodyPart file : files) {
            parts.addBodyPart(file);
        }
        mail.setContent(parts);
        return mail;
    }

    private static String oneLine(String value) {
        return value.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
    }
}
