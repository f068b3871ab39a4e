/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;

/**
 * A mail whose bytes are what they are. GreenMail asks a mail for its structure, and fails on a malformed one; this one
 * tells nothing of itself and stays as it is.
 */
final class RawMail extends MimeMessage {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final byte[] bytes;

    RawMail(byte[] bytes) throws MessagingException {
        super(SESSION);
        this.bytes = bytes;
        setText("");
        saveChanges();
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        out.write(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    @Override
    public int getSize() {
        return bytes.length;
    }
}
