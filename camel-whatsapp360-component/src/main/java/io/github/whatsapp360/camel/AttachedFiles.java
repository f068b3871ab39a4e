package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.media.MediaKind;
import io.github.whatsapp360.media.MediaSource;
import io.github.whatsapp360.media.MediaUpload;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.attachment.Attachment;
import org.apache.camel.attachment.DefaultAttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * The attachments of a message. The only class that needs camel-attachments, and it is not loaded where that is missing:
 * there nobody can have attached anything.
 */
final class AttachedFiles {

    private static final boolean AVAILABLE =
            OptionalLibrary.has("org.apache.camel.attachment.DefaultAttachmentMessage");
    private static final long LONGEST = MediaKind.DOCUMENT.maximum(new byte[0]);

    private AttachedFiles() {}

    /**
     * All files that are attached, in order. Each is kept on disk until it is closed.
     *
     * @throws InvalidMessageException if one cannot be read, is too large for WhatsApp, or of a type that is not known
     */
    static List<MediaUpload> of(Message message) {
        return AVAILABLE ? Reading.all(message) : List.of();
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
            MediaSource kept = null;
            try {
                kept = MediaSource.spool(data.getInputStream(), LONGEST);
                MediaUpload file = MediaUpload.of(kept, data.getContentType(), name(key, data))
                        .orElse(null);
                if (file != null) {
                    return file;
                }
                throw new InvalidMessageException(
                        "The type of an attachment is not known by its content type, its name" + " or its first bytes");
            } catch (IOException unreadable) {
                throw new InvalidMessageException("An attachment cannot be read", unreadable);
            } catch (IllegalArgumentException unfit) {
                close(kept);
                throw new InvalidMessageException("An attachment cannot be sent: " + unfit.getMessage(), unfit);
            } catch (InvalidMessageException unfit) {
                close(kept);
                throw unfit;
            }
        }

        private static void close(@Nullable MediaSource source) {
            if (source != null) {
                source.close();
            }
        }

        private static String name(String key, DataHandler data) {
            String name = data.getName();
            return name == null || name.isBlank() ? key : name;
        }
    }
}
