/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a media file.
 *
 * <p>{@code toString} omits the URL, which is a secret while it is valid. Immutable and thread-safe.
 *
 * @param id of the file
 * @param url download URL, valid for five minutes; requires the key and the host of the API instead of its own
 * @param mimeType such as {@code image/jpeg}
 * @param sha256 hexadecimal, sometimes Base64
 * @param fileSize in bytes
 * @see <a href="https://docs.360dialog.com/docs/waba-messaging/media/upload-retrieve-or-delete-media">360dialog:
 *     Media</a>
 */
public record MediaInfo(
        String id,
        @Nullable String url,
        @JsonProperty("mime_type") @Nullable String mimeType,
        @Nullable String sha256,
        @JsonProperty("file_size") @Nullable Long fileSize) {

    public MediaInfo {
        requireNonNull(id, "id");
        mimeType = mimeType == null ? null : mimeType.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "MediaInfo[" + id + ", " + mimeType + ", " + fileSize + " bytes]";
    }
}
