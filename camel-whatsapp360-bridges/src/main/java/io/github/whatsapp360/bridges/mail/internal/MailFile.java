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
 * @param name as a person reads it, with an extension if the type has one
 * @param type the declared media type, without parameters
 * @param contentId by which a text shows it; may be absent
 */
record MailFile(String name, String type, @Nullable String contentId, Content content) implements DataSource {

    /** Repeatable content. */
    interface Content {
        InputStream open() throws IOException;

        static Content of(byte[] bytes) {
            return () -> new ByteArrayInputStream(bytes);
        }
    }

    /** A file with the name that the sender gave it, or a sensible one. */
    static MailFile of(@Nullable String given, String type, @Nullable String contentId, Content content) {
        return new MailFile(name(given, type), type, contentId, content);
    }

    MailFile withName(String other) {
        return new MailFile(other, type, contentId, content);
    }

    /** Nothing but an ending is missing from a name such as {@code scan}. */
    private static String name(@Nullable String given, String type) {
        String extension = MediaTypes.extension(type);
        if (given == null || given.isBlank()) {
            return kind(type) + extension;
        }
        String name = given.strip();
        return name.lastIndexOf('.') < 1 && !type.startsWith("text/") ? name + extension : name;
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
        return name;
    }

    /** Names of files can be names of customers. */
    @Override
    public String toString() {
        return "MailFile[" + type + "]";
    }
}
