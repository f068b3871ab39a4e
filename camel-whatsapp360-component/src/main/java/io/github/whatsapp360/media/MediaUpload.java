package io.github.whatsapp360.media;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file to be uploaded.
 *
 * <p>{@code toString} shows type and size only. Thread-safe.
 *
 * @param source its bytes
 * @param mimeType such as {@code image/jpeg}
 * @param fileName made {@linkplain SafeFileName safe}
 */
public record MediaUpload(MediaSource source, String mimeType, String fileName) {

    public MediaUpload {
        requireNonNull(source, "source");
        requireNonNull(mimeType, "mimeType");
        if (!MediaTypes.isType(mimeType)) {
            throw new IllegalArgumentException("Expected a MIME type such as image/jpeg, actual is a text of "
                    + mimeType.length() + " characters that is none");
        }
        fileName = SafeFileName.of(fileName, "file" + MediaTypes.extension(mimeType));
    }

    /**
     * A file whose type is told, or else found by its name, or else by its first bytes.
     *
     * @return empty if its type is not found
     * @throws IOException if it cannot be read
     */
    public static Optional<MediaUpload> of(MediaSource source, @Nullable String mimeType, @Nullable String fileName)
            throws IOException {
        String type = mimeType == null || MediaTypes.bare(mimeType).equals(MediaTypes.UNKNOWN)
                ? MediaTypes.ofName(fileName)
                : MediaTypes.canonical(mimeType);
        if (type == null) {
            type = MediaTypes.ofContent(source.head(MediaKind.HEAD));
        }
        return type == null
                ? Optional.empty()
                : Optional.of(new MediaUpload(source, type, fileName == null ? "" : fileName));
    }

    /** As what it is sent. */
    public MediaKind kind() {
        return MediaKind.of(mimeType);
    }

    /**
     * Checks what the API would refuse.
     *
     * @throws IllegalArgumentException if it is empty or too large; names both numbers
     * @throws IOException if it cannot be read
     */
    public void check() throws IOException {
        long maximum = kind().maximum(source.head(MediaKind.HEAD));
        if (source.size() == 0) {
            throw new IllegalArgumentException("The " + kind().type() + " is empty");
        }
        if (source.size() > maximum) {
            throw new IllegalArgumentException("The " + kind().type() + " (" + mimeType + ") has " + source.size()
                    + " bytes, WhatsApp takes at most " + maximum);
        }
    }

    @Override
    public String toString() {
        return "MediaUpload[" + mimeType + ", " + source.size() + " bytes]";
    }
}
