/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.EncodedWords;
import io.github.whatsapp360.media.MediaTypes;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a mail or of one of its parts. Never fails on a malformed one.
 *
 * <p>Confined to one mail.
 */
final class PartHeaders {

    private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}");
    private static final int MAXIMUM_LENGTH = 64 * 1024;

    private final Part part;
    private final ParameterizedHeader contentType;
    private final ParameterizedHeader disposition;

    PartHeaders(Part part) {
        this.part = part;
        this.contentType = ParameterizedHeader.parse(first("Content-Type"));
        this.disposition = ParameterizedHeader.parse(first("Content-Disposition"));
    }

    /** The media type in lower case; {@code text/plain} if there is none or it cannot be read. */
    String type() {
        Matcher type = TYPE.matcher(contentType.value());
        if (type.find()) {
            return type.group();
        }
        return switch (contentType.value()) {
            case "html", "text/" -> contentType.value().equals("html") ? "text/html" : "text/plain";
            case "", "text", "plain" -> "text/plain";
            default -> fileName() == null ? "text/plain" : MediaTypes.UNKNOWN;
        };
    }

    boolean isType(String prefix) {
        return type().startsWith(prefix);
    }

    /** A parameter of the content type, such as {@code charset}. */
    @Nullable
    String parameter(String name) {
        return contentType.parameter(name);
    }

    /** The name that the sender gave the file, decoded; not yet a safe one. */
    @Nullable
    String fileName() {
        String name = disposition.parameter("filename");
        return name == null ? contentType.parameter("name") : name;
    }

    /** Whether the sender gave a file name or declared the part an attachment. */
    boolean isAttachment() {
        return disposition.value().startsWith("attachment") || disposition.parameter("filename") != null;
    }

    /** Without brackets; null if there is none. */
    @Nullable
    String contentId() {
        String id = first("Content-ID");
        String bare = id == null ? "" : id.replaceAll("[<>\\s]", "");
        return bare.isEmpty() ? null : bare;
    }

    /** In lower case; empty if there is none. */
    String transferEncoding() {
        String encoding = first("Content-Transfer-Encoding");
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    /** All values of a header as a person reads them, in one line; empty if there is none. */
    String text(String name) {
        return EncodedWords.decode(raw(name));
    }

    /** Whether the header is there, even without a value. */
    boolean has(String name) {
        return first(name) != null;
    }

    private String raw(String name) {
        String[] values = values(name);
        if (values == null) {
            return "";
        }
        String joined = unfolded(String.join(" ", values));
        return joined.length() > MAXIMUM_LENGTH ? joined.substring(0, MAXIMUM_LENGTH) : joined;
    }

    private @Nullable String first(String name) {
        String[] values = values(name);
        return values == null || values.length == 0 || values[0] == null ? null : unfolded(values[0]);
    }

    private String @Nullable [] values(String name) {
        try {
            return part.getHeader(name);
        } catch (MessagingException unreadable) {
            return null;
        }
    }

    private static String unfolded(String value) {
        return value.replaceAll("[\\r\\n]+[ \\t]*", " ").strip();
    }
}
