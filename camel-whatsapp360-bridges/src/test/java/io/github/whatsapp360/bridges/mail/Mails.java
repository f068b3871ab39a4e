/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes mails byte by byte, right or wrong. Each character of a text stands for one byte of the mail. */
final class Mails {

    static final String ADDRESS = "support@example.com";

    private static final AtomicInteger BOUNDARIES = new AtomicInteger();

    private Mails() {}

    /** The bytes of a text in UTF-8, as characters. */
    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** A whole mail that answers a conversation: its headers, and one part. */
    static String answer(String part) {
        return answer("Subject: Re: Lena\r\n", part);
    }

    /** The same with further headers. */
    static String answer(String headers, String part) {
        return "From: Anna Muster <anna@example.org>\r\nTo: <support+{tag}@example.com>\r\n"
                + "Message-ID: <{id}@mail.example.org>\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n"
                + "MIME-Version: 1.0\r\n" + headers + part;
    }

    static String part(String headers, String body) {
        return headers.isEmpty() ? "\r\n" + body : headers + "\r\n\r\n" + body;
    }

    static String plain(String text) {
        return part("Content-Type: text/plain; charset=utf-8", utf8(text));
    }

    static String html(String html) {
        return part("Content-Type: text/html; charset=utf-8", utf8(html));
    }

    /** A file with these headers in front of its content. */
    static String file(String headers, byte[] content) {
        return part(
                headers + "\r\nContent-Transfer-Encoding: base64",
                Base64.getMimeEncoder().encodeToString(content));
    }

    /** An attachment with a plain name. */
    static String attached(String type, String name, byte[] content) {
        return file(
                "Content-Type: " + type + "\r\nContent-Disposition: attachment; filename=\"" + name + "\"", content);
    }

    /** A picture that a text shows. */
    static String inline(String type, String id, byte[] content) {
        return file("Content-Type: " + type + "\r\nContent-Disposition: inline\r\nContent-ID: <" + id + ">", content);
    }

    static String multi(String subtype, String... parts) {
        String boundary = "part-" + BOUNDARIES.incrementAndGet();
        return part("Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"", bodyOf(boundary, parts));
    }

    static String bodyOf(String boundary, String... parts) {
        StringBuilder body = new StringBuilder("This is a mail in several parts.\r\n");
        for (String part : parts) {
            body.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
        }
        return body.append("--").append(boundary).append("--\r\n").toString();
    }

    static byte[] bytes(String mail) {
        return mail.getBytes(ISO_8859_1);
    }
}
