/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
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
 * @param fileName of a document, made {@linkplain SafeFileName safe}; other files are named {@code file} with the
 *     extension of their type, because the API checks the extensions of uploads
 */
public record MediaUpload(MediaSource source, String mimeType, String fileName) {

    public MediaUpload {
        requireNonNull(source, "source");
        requireNonNull(mimeType, "mimeType");
        if (!MediaTypes.isType(mimeType)) {
            throw new IllegalArgumentException("Expected a MIME type such as image/jpeg, actual is a text of "
                    + mimeType.length() + " characters that is not one");
        }
        fileName = MediaKind.of(mimeType) == MediaKind.DOCUMENT
                ? documentName(fileName, mimeType)
                : "file" + MediaTypes.extension(mimeType);
    }

    /** Appends the correct extension to a name whose extension does not match the type. */
    private static String documentName(String given, String mimeType) {
        String name = SafeFileName.of(given, "file" + MediaTypes.extension(mimeType));
        String byName = MediaTypes.ofName(name);
        boolean misleads = byName != null && MediaKind.of(byName) != MediaKind.DOCUMENT;
        return misleads ? SafeFileName.of(name + MediaTypes.extension(mimeType), name) : name;
    }

    /**
     * A file whose type is {@linkplain MediaTypes#decide decided} from what was told, its name and its first bytes.
     *
     * @param mimeType the declared type; may be absent, malformed or meaningless
     * @return empty if its type cannot be determined
     * @throws IOException if it cannot be read
     */
    public static Optional<MediaUpload> of(MediaSource source, @Nullable String mimeType, @Nullable String fileName)
            throws IOException {
        String type = MediaTypes.decide(mimeType, fileName, source.head(MediaKind.HEADER_SIZE));
        return type == null
                ? Optional.empty()
                : Optional.of(new MediaUpload(source, type, fileName == null ? "" : fileName));
    }

    /**
     * A document described only by its name.
     *
     * @param fileName as it is shown to the recipient
     */
    public static MediaUpload document(MediaSource source, String fileName) {
        return new MediaUpload(source, MediaTypes.ofDocument(fileName), fileName);
    }

    /** The kind of media. */
    public MediaKind kind() {
        return MediaKind.of(mimeType);
    }

    /**
     * Checks size and type against the limits of the API.
     *
     * @throws IllegalArgumentException if it is empty or too large; names both numbers
     * @throws IOException if it cannot be read
     */
    public void check() throws IOException {
        long maximum = kind().maximum(source.head(MediaKind.HEADER_SIZE));
        if (source.size() == 0) {
            throw new IllegalArgumentException("The " + kind().type() + " is empty");
        }
        if (source.size() > maximum) {
            throw new IllegalArgumentException("The " + kind().type() + " (" + mimeType + ") has " + source.size()
                    + " bytes, the maximum is " + maximum);
        }
    }

    @Override
    public String toString() {
        return "MediaUpload[" + mimeType + ", " + source.size() + " bytes]";
    }
}
