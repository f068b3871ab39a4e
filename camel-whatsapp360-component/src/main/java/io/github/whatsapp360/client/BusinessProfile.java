/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The business profile as shown to customers. All members may be absent; an update changes only those that are present.
 *
 * <p>Immutable and thread-safe.
 *
 * @param about 1 to 139 characters
 * @param address at most 256 characters
 * @param description at most 512 characters
 * @param email at most 128 characters
 * @param websites at most 2, each with http or https and at most 256 characters
 * @param vertical the line of business, such as {@code RETAIL}
 * @param profilePictureUrl read only
 * @param profilePictureHandle of a resumable upload; write only
 * @see <a href="https://docs.360dialog.com/docs/waba-management/set-whatsapp-profile-information">360dialog:
 *     Profile</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BusinessProfile(
        @Nullable String about,
        @Nullable String address,
        @Nullable String description,
        @Nullable String email,
        @Nullable List<String> websites,
        @Nullable String vertical,
        @JsonProperty("profile_picture_url") @Nullable String profilePictureUrl,
        @JsonProperty("profile_picture_handle") @Nullable String profilePictureHandle) {

    public BusinessProfile {
        websites = websites == null ? null : List.copyOf(websites);
    }
}
