/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.media;

import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.camel.internal.support.OptionalLibrary;
import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.EncodedWords;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.MediaUpload;
import io.github.whatsapp360.media.TextContent;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Reads and adds the attachments of a message. The only class that requires camel-attachments; its nested classes are
 * loaded only if that library is available.
 */
public final class AttachedFiles {

    private static final boolean AVAILABLE =
            OptionalLibrary.has("org.apache.camel.attachment.DefaultAttachmentMessage");
    private static final long MAXIMUM_LENGTH = MediaKind.DOCUMENT.maximum(new byte[0]);

    private AttachedFiles() {}

    /**
     * Checks at start that attachments are supported.
     *
     * @throws IllegalStateException if nothing can be attached here
     */
    public static void require(String account) {
        if (!AVAILABLE) {
            throw new IllegalStateException(
                    AccountMessage.of(account, "downloadMedia=true requires camel-attachments on the class path"));
        }
    }

    /**
     * Returns all attached files, in order.
     *
     * @param files store the content on disk
     * @throws InvalidMessageException if one cannot be read, or is too large for WhatsApp
     */
    public static List<MediaUpload> of(Message message, SpooledFiles files) {
        return AVAILABLE ? Reading.all(message, files) : List.of();
    }

    /** Attaches a file with its name. */
    public static void attach(Message message, ReceivedFile file) {
        Writing.attach(message, file);
    }

    /** A separate class, so that the outer class can be loaded without camel-attachments. */
    private static final class Reading {

        private Reading() {}

        static List<MediaUpload> all(Message message, SpooledFiles files) {
            DefaultAttachmentMessage carrier = new DefaultAttachmentMessage(message);
            if (!carrier.hasAttachments()) {
                return List.of();
            }
            List<MediaUpload> uploads = new ArrayList<>();
            carrier.getAttachmentObjects()
                    .forEach((key, attachment) -> uploads.add(upload(key, attachment.getDataHandler(), files)));
            return uploads;
        }

        private static MediaUpload upload(String key, DataHandler data, SpooledFiles files) {
            try {
                MediaSource kept = files.keep(data.getInputStream(), MAXIMUM_LENGTH);
                return upload(kept, data.getContentType(), name(key, data));
            } catch (IOException unreadable) {
                throw new InvalidMessageException("An attachment cannot be read", unreadable);
            } catch (IllegalArgumentException unfit) {
                throw new InvalidMessageException("An attachment cannot be sent: " + unfit.getMessage(), unfit);
            }
        }

        /** Removes the parameters of the media type. A file of unknown type is sent as text or as a document. */
        private static MediaUpload upload(MediaSource kept, @Nullable String type, String name) throws IOException {
            MediaUpload known = MediaUpload.of(kept, type == null ? null : MediaTypes.bare(type), name)
                    .orElse(null);
            if (known != null) {
                return known;
            }
            return TextContent.read(kept, StandardCharsets.UTF_8) == null
                    ? MediaUpload.document(kept, name)
                    : new MediaUpload(kept, "text/plain", name);
        }

        /** The name as a person reads it: mail consumers hand it over as the mail wrote it. */
        private static String name(String key, DataHandler data) {
            String name = data.getName();
            return EncodedWords.decode(name == null || name.isBlank() ? key : name);
        }
    }

    /** A separate class for the same reason. */
    private static final class Writing {

        private Writing() {}

        static void attach(Message message, ReceivedFile file) {
            DefaultAttachmentMessage carrier = new DefaultAttachmentMessage(message);
            String name = key(file.name());
            String free = name;
            for (int i = 2; carrier.getAttachment(free) != null; i++) {
                free = i + "-" + name;
            }
            carrier.addAttachment(free, new DataHandler(new Content(file)));
        }

        /** camel-mail treats a name that begins with cid: as the content id of an inline image and truncates it. */
        private static String key(String name) {
            return name.regionMatches(true, 0, "cid", 0, 3) ? "_" + name : name;
        }
    }

    /** A data source that reads the file from disk on each access. */
    private record Content(ReceivedFile file) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            return file.media().open();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("A received attachment is read-only");
        }

        @Override
        public String getContentType() {
            return file.media().mimeType();
        }

        @Override
        public String getName() {
            return file.name();
        }
    }
}
