/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import io.github.whatsapp360.media.MediaTypes;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a mail. Its content is decoded on each access.
 *
 * @param given the name that the sender gave it, as a person reads it; empty if there is none
 * @param type the declared media type, without parameters
 * @param contentId by which a text shows it; may be absent
 */
record MailFile(String given, String type, @Nullable String contentId, Content content) implements DataSource {

    /** Repeatable content. */
    interface Content {
        InputStream open() throws IOException;

        static Content of(byte[] bytes) {
            return () -> new ByteArrayInputStream(bytes);
        }
    }

    MailFile withName(String name) {
        return new MailFile(name, type, contentId, content);
    }

    /**
     * The name that the sender gave it, or a sensible one, with an ending if the type is known.
     *
     * @param head its first bytes
     */
    String name(byte[] head) {
        String decided = MediaTypes.decide(type, given, head);
        String known = decided == null ? type : MediaTypes.bare(decided);
        String extension = MediaTypes.extension(known);
        if (given.isBlank()) {
            return kind(known) + extension;
        }
        String name = given.strip();
        return name.lastIndexOf('.') < 1 && !known.startsWith("text/") ? name + extension : name;
    }

    /** What a person would call a file of this type. */
    private static String kind(String type) {
        return switch (type) {
            case "text/calendar", "application/ics" -> "invite";
            case "text/vcard" -> "contact";
            default -> {
                String major = type.substring(0, Math.max(0, type.indexOf('/')));
                yield switch (major) {
                    case "image", "audio", "video", "text" -> major;
                    default -> MediaTypes.extension(type).isEmpty() ? "file" : "document";
                };
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return content.open();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("A mail that was received is read-only");
    }

    @Override
    public String getContentType() {
        return type;
    }

    @Override
    public String getName() {
        return given;
    }

    /** Names of files can be names of customers. */
    @Override
    public String toString() {
        return "MailFile[" + type + "]";
    }
}
