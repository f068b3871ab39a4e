/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message.part;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The document of a header.
 *
 * <p>Immutable and thread-safe.
 *
 * @param media where it is; up to 100 MB, in a template's header a PDF
 * @param filename shown to the customer; its extension determines the icon
 */
public record DocumentFile(
        @JsonUnwrapped MediaRef media, @Nullable String filename) {

    public DocumentFile {
        requireNonNull(media, "media");
    }
}
