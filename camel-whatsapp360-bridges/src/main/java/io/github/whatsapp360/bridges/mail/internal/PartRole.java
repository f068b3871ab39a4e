/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a part of a mail is to its reader, decided by its headers. */
enum PartRole {
    MULTIPART,
    /** A text in the mail itself. */
    TEXT,
    /** A mail within the mail. */
    MAIL,
    /** Outlook's container {@code winmail.dat}. */
    TNEF,
    FILE,
    /** Only the addressee's program could open it. */
    ENCRYPTED,
    /** A piece of a divided mail. */
    PARTIAL,
    /** Made by a program for programs: signatures, keys, reports. */
    DROPPED;

    private static final Set<String> FOR_PROGRAMS = Set.of(
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
            "application/pgp-signature",
            "application/pgp-keys",
            "application/applefile",
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "text/rfc822-headers",
            "text/x-amp-html",
            "text/watch-html",
            "text/x-moz-deleted");

    private static final Set<String> ENCRYPTIONS = Set.of(
            "multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime");

    private static final Set<String> WRITTEN_TEXTS =
            Set.of("text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-web-markdown");

    /** What Exchange calls the text behind a file in the middle of a mail. */
    private static final Pattern TEXT_BEHIND_A_FILE = Pattern.compile("att\\d{5}\\.(txt|html?)");

    /**
     * Decides.
     *
     * @param isWhole whether the part is the mail itself, whose text a program may have given a name
     */
    static PartRole of(PartHeaders headers, boolean isWhole) {
        String type = headers.type();
        String given = headers.fileName();
        String name = given == null ? "" : given.strip().toLowerCase(Locale.ROOT);
        if (FOR_PROGRAMS.contains(type) || name.equals("smime.p7s")) {
            return DROPPED;
        }
        if (ENCRYPTIONS.contains(type) || name.equals("smime.p7m")) {
            return ENCRYPTED;
        }
        if (type.startsWith("multipart/")) {
            return MULTIPART;
        }
        return switch (type) {
            case "message/rfc822", "message/global", "message/news" -> MAIL;
            case "message/partial" -> PARTIAL;
            case "message/external-body" -> DROPPED;
            case "application/ms-tnef", "application/vnd.ms-tnef" -> TNEF;
            default -> name.equals("winmail.dat") ? TNEF : textOrFile(headers, name, isWhole);
        };
    }

    private static PartRole textOrFile(PartHeaders headers, String name, boolean isWhole) {
        boolean isWritten = WRITTEN_TEXTS.contains(headers.type());
        boolean isFile = !TEXT_BEHIND_A_FILE.matcher(name).matches()
                && (headers.isAttachment() || (!name.isEmpty() && !isWhole));
        return isWritten && !isFile ? TEXT : FILE;
    }
}
