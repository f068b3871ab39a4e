/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.MediaKind;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a received mail: what its author has to say, and the files beside it.
 *
 * <p><i>Guarantee:</i> whatever the bytes are, the result is a content, or an {@link UnreadableMailException} whose
 * message can be shown to the author. <i>Limits:</i> {@value #MAXIMUM_TEXT} characters of text, {@value #MAXIMUM_FILES}
 * files; more is refused. Thread-safe.
 */
public final class MailReader {

    /** More than ten messages nobody reads on a phone. */
    static final int MAXIMUM_TEXT = 40_960;

    static final int MAXIMUM_FILES = 100;

    private static final Session SESSION = Session.getInstance(new Properties());

    private static final int BUFFER_SIZE = 16 * 1024;

    private MailReader() {}

    /** For mails that are only read and written: making one reads files of several libraries. */
    static Session session() {
        return SESSION;
    }

    /**
     * What an answer says.
     *
     * @throws UnreadableMailException if a person could not read it either, it is empty, too long, or must not be sent
     *     on
     */
    public static MailContent answer(MimeMessage mail) throws UnreadableMailException {
        try {
            MailBody body = MimeWalk.read(mail);
            MailText answer = MailText.answer(body);
            List<String> texts = new ArrayList<>();
            texts.add(answer.text());
            texts.addAll(body.forwarded());
            String text = String.join("\n\n", texts).strip();
            MailContent content = new MailContent(text, files(body, answer));
            check(content);
            return content;
        } catch (MessagingException | IOException broken) {
            throw new UnreadableMailException("The mail is damaged: " + reason(broken), broken);
        } catch (RuntimeException unexpected) {
            throw new UnreadableMailException("The mail cannot be read.", unexpected);
        }
    }

    private static void check(MailContent content) throws UnreadableMailException {
        if (content.text().isEmpty() && content.files().isEmpty()) {
            throw new UnreadableMailException(
                    "The mail is empty: it contains no text of its own above the quoted mail, and no file.");
        }
        if (content.text().length() > MAXIMUM_TEXT) {
            throw new UnreadableMailException("The text has " + content.text().length() + " characters, the maximum is "
                    + MAXIMUM_TEXT + ". Attach it as a file.");
        }
        if (content.files().size() > MAXIMUM_FILES) {
            throw new UnreadableMailException(
                    "The mail has " + content.files().size() + " files, the maximum is " + MAXIMUM_FILES + ".");
        }
    }

    private static List<MailFile> files(MailBody body, MailText answer) throws IOException {
        List<MailFile> kept = new ArrayList<>(body.files());
        kept.removeIf(file -> !answer.shows(file) || isSecondInvitation(file, body.files()));
        kept.addAll(answer.embedded());
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        List<MailFile> files = new ArrayList<>();
        for (MailFile file : kept) {
            String name = file.name(verify(file));
            files.add(file.withName(unused(name, names)));
        }
        return files;
    }

    /** Calendars send an invitation as one form of the text, and again as a file. */
    private static boolean isSecondInvitation(MailFile file, List<MailFile> files) {
        return file.type().equals("text/calendar")
                && files.stream()
                        .anyMatch(other -> other.type().equals("application/ics")
                                && other.given().endsWith(".ics"));
    }

    /** Finds a file that cannot be decoded before the first message is sent. Returns its first bytes. */
    private static byte[] verify(MailFile file) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (InputStream in = file.getInputStream()) {
            byte[] head = in.readNBytes(MediaKind.HEADER_SIZE);
            int read = head.length;
            while (read >= 0) {
                read = in.read(buffer);
            }
            return head;
        }
    }

    /** Two files may have one name. */
    private static String unused(String name, Set<String> names) {
        int dot = name.lastIndexOf('.');
        String unused = name;
        for (int i = 2; !names.add(unused); i++) {
            unused = dot < 1 ? name + " (" + i + ")" : name.substring(0, dot) + " (" + i + ")" + name.substring(dot);
        }
        return unused;
    }

    private static String reason(Exception broken) {
        String message = broken.getMessage();
        return message == null || message.isBlank()
                ? broken.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
