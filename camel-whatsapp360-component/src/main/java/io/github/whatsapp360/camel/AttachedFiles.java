package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaTypes;
import io.github.whatsapp360.media.MediaUpload;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.DefaultAttachmentMessage;

/**
 * The attachments of a message, both ways. The only class that needs camel-attachments, and what names it is not loaded where
 * that is missing: there nobody can have attached anything.
 */
final class AttachedFiles {

    private static final boolean AVAILABLE =
            OptionalLibrary.has("org.apache.camel.attachment.DefaultAttachmentMessage");
    private static final long LONGEST = MediaKind.DOCUMENT.maximum(new byte[0]);

    private AttachedFiles() {}

    /**
     * Says at start what would fail later.
     *
     * @throws IllegalStateException if nothing can be attached here
     */
    static void require() {
        if (!AVAILABLE) {
            throw new IllegalStateException(
                    "downloadMedia=true attaches files, which needs camel-attachments on the class path");
        }
    }

    /**
     * All files that are attached, in order. Each is kept on disk until it is closed.
     *
     * @throws InvalidMessageException if one cannot be read, is too large for WhatsApp, or of a type that is not known
     */
    static List<MediaUpload> of(Message message) {
        return AVAILABLE ? Reading.all(message) : List.of();
    }

    /** Attaches a file under its name. */
    static void attach(Message message, ReceivedFile file) {
        Writing.attach(message, file);
    }

    /** Apart, so that the outer class can be loaded without what this one names. */
    private static final class Reading {

        private Reading() {}

        static List<MediaUpload> all(Message message) {
            DefaultAttachmentMessage carrier = new DefaultAttachmentMessage(message);
            if (!carrier.hasAttachments()) {
                return List.of();
            }
            List<MediaUpload> files = new ArrayList<>();
            try {
                for (Map.Entry<String, Attachment> each :
                        carrier.getAttachmentObjects().entrySet()) {
                    files.add(file(each.getKey(), each.getValue().getDataHandler()));
                }
                return files;
            } catch (RuntimeException unfit) {
                files.forEach(file -> file.source().close());
                throw unfit;
            }
        }

        private static MediaUpload file(String key, DataHandler data) {
            try {
                MediaSource kept = MediaSource.spool(data.getInputStream(), LONGEST);
                try {
                    return upload(kept, data.getContentType(), name(key, data));
                } catch (IOException | RuntimeException unfit) {
                    kept.close();
                    throw unfit;
                }
            } catch (IOException unreadable) {
                throw new InvalidMessageException("An attachment cannot be read", unreadable);
            } catch (IllegalArgumentException unfit) {
                throw new InvalidMessageException("An attachment cannot be sent: " + unfit.getMessage(), unfit);
            }
        }

        /** Parameters of a type are the mail's, not the file's. What nobody knows and can be read is text. */
        private static MediaUpload upload(MediaSource kept, String type, String name) throws IOException {
            MediaUpload known =
                    MediaUpload.of(kept, MediaTypes.bare(type), name).orElse(null);
            if (known != null) {
                return known;
            }
            if (MediaTypes.isText(kept.head(MediaKind.HEAD))) {
                return new MediaUpload(kept, "text/plain", name);
            }
            throw new InvalidMessageException(
                    "The type of an attachment is not known by its content type, its name or its first bytes");
        }

        private static String name(String key, DataHandler data) {
            String name = data.getName();
            return name == null || name.isBlank() ? key : name;
        }
    }

    /** Apart, for the same reason. */
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

        /** camel-mail takes a name that begins with cid for the id of a picture in HTML, and cuts it. */
        private static String key(String name) {
            return name.regionMatches(true, 0, "cid", 0, 3) ? "_" + name : name;
        }
    }

    /** The file, read from the disk whenever somebody asks for it. */
    private record Content(ReceivedFile file) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            return file.media().open();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("What came from WhatsApp is not written to");
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
