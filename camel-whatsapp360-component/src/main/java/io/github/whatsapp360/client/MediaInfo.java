package io.github.whatsapp360.client;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the API tells of a file.
 *
 * <p>{@code toString} leaves out the URL, which is a secret while it lasts. Immutable and thread-safe.
 *
 * @param id of the file
 * @param url where it can be fetched for five minutes, with the key, from the API's host instead of the one it names
 * @param mimeType such as {@code image/jpeg}
 * @param sha256 in hexadecimal, sometimes in Base64
 * @param fileSize bytes
 * @see <a href="https://docs.360dialog.com/docs/waba-messaging/media/upload-retrieve-or-delete-media">360dialog: Media</a>
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
