/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedFileInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A received mail, copied from the mail server to a temporary file as it was sent. What the server makes of its
 * structure is not asked: servers fail on malformed mail.
 *
 * <p>Confined to one exchange. {@link #close} deletes the file.
 */
public final class SpooledMail implements AutoCloseable {

    /** Files of 100 MB, the most that WhatsApp takes, and what base64 adds. */
    static final long MAXIMUM_SIZE = 150L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(SpooledMail.class);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"(),;:]+@[^\\s<>\"(),;:]+");

    /** Where a conversation can be named: where the mail was sent to first, then what it answers. */
    private static final List<String> PLACES = List.of(
            "To",
            "Cc",
            "Delivered-To",
            "X-Original-To",
            "Envelope-To",
            "X-Envelope-To",
            "In-Reply-To",
            "References",
            "Subject");

    private final Path file;
    private final boolean isTooLarge;
    private final String key;
    private final SharedFileInputStream content;
    private final MimeMessage mail;
    private final PartHeaders headers;

    private SpooledMail(Path file, boolean isTooLarge, String key) throws IOException, MessagingException {
        this.file = file;
        this.isTooLarge = isTooLarge;
        this.key = key;
        this.content = new SharedFileInputStream(file.toFile());
        this.mail = new MimeMessage(MailReader.session(), content);
        this.headers = new PartHeaders(mail);
    }

    /**
     * Copies a mail.
     *
     * @throws MessagingException if the connection to the mail server is lost; the mail can be read later
     * @throws UnreadableMailException if the server does not hand out this mail
     * @throws IOException if the local disk cannot be written
     */
    public static SpooledMail of(Message mail) throws MessagingException, UnreadableMailException, IOException {
        Path file = Files.createTempFile("whatsapp360-", ".mail");
        SpooledMail spooled = null;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            boolean isTooLarge = !copy(mail, file, digest);
            String content = HexFormat.of().formatHex(digest.digest());
            spooled = new SpooledMail(file, isTooLarge, place(mail) + content);
            return spooled;
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("Every Java platform has SHA-256", never);
        } finally {
            if (spooled == null) {
                delete(file);
            }
        }
    }

    /** Whether all of it was copied. */
    private static boolean copy(Message mail, Path file, MessageDigest digest)
            throws MessagingException, UnreadableMailException, IOException {
        try (LimitedStream out = new LimitedStream(new DigestOutputStream(Files.newOutputStream(file), digest))) {
            try {
                mail.writeTo(out);
            } catch (MessagingException | IOException | RuntimeException failed) {
                if (out.isFull) {
                    return false;
                }
                Folder folder = mail.getFolder();
                if (folder != null && !folder.isOpen()) {
                    throw new MessagingException("The connection to the mail server was lost", failed);
                }
                throw new UnreadableMailException("The mail server does not hand out the mail.", failed);
            }
        }
        return true;
    }

    /** The same if a mail is read twice: its id in the mailbox, and the SHA-256 of its bytes. */
    public String key() {
        return key;
    }

    /** Where the mail is in its mailbox; empty if that has no ids that stay. */
    private static String place(Message mail) throws MessagingException {
        return mail.getFolder() instanceof UIDFolder folder
                ? folder.getUIDValidity() + "." + folder.getUID(mail) + "."
                : "";
    }

    /** What kind of machine wrote it; empty if a person did. */
    public Optional<String> automaticKind() {
        return AutomaticMail.kind(headers);
    }

    /** The values of the headers that can name a conversation, the most telling first. */
    public List<String> places() {
        return PLACES.stream().map(headers::text).toList();
    }

    /** Whom to tell about a failure: the addresses of {@code Reply-To}, otherwise of {@code From}; may be empty. */
    public List<String> authors() {
        List<String> replyTo = addresses("Reply-To");
        return replyTo.isEmpty() ? addresses("From") : replyTo;
    }

    private List<String> addresses(String header) {
        List<String> addresses = new ArrayList<>();
        try {
            for (InternetAddress each : InternetAddress.parseHeader(headers.text(header), false)) {
                if (each.getAddress() != null
                        && ADDRESS.matcher(each.getAddress()).matches()) {
                    addresses.add(each.getAddress());
                }
            }
        } catch (MessagingException malformed) {
            Matcher found = ADDRESS.matcher(headers.text(header));
            if (found.find()) {
                addresses.add(found.group());
            }
        }
        return addresses;
    }

    public String subject() {
        return headers.text("Subject");
    }

    /** The {@code Message-ID}, with its brackets; empty if there is none. */
    public String id() {
        return headers.text("Message-ID");
    }

    /**
     * What it says to the customer.
     *
     * @throws UnreadableMailException if a person could not read it either, or it must not be sent on
     */
    public MailContent answer() throws UnreadableMailException {
        if (isTooLarge) {
            throw new UnreadableMailException(
                    "The mail is larger than " + (MAXIMUM_SIZE >> 20) + " MB, the most that WhatsApp could take.");
        }
        return MailReader.answer(mail);
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException ignored) {
            LOG.debug("A temporary file cannot be closed", ignored);
        }
        delete(file);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException locked) {
            file.toFile().deleteOnExit();
        }
    }

    /** Stops when the limit is reached. */
    private static final class LimitedStream extends FilterOutputStream {

        private long size;
        private boolean isFull;

        LimitedStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            size += length;
            if (size > MAXIMUM_SIZE) {
                isFull = true;
                throw new IOException("The mail is too large");
            }
            out.write(bytes, offset, length);
        }
    }
}
