/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import io.github.whatsapp360.flows.FlowMediaException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that a customer has picked in a form, as the request of the screen describes it.
 *
 * @param uri where the encrypted file is
 * @param fileName as the customer's phone names it; null if it has none
 * @param id of the file; null if it has none
 */
public record FlowMedia(
        URI uri, @Nullable String fileName, @Nullable String id, Secrets secrets) {

    /** What decrypts and verifies a file. Nobody may change the arrays. */
    public static final class Secrets {

        final byte[] key;
        final byte[] macKey;
        final byte[] vector;
        final byte[] encryptedHash;
        final byte[] hash;

        private Secrets(Map<?, ?> metadata) throws FlowMediaException {
            key = bytes(metadata, "encryption_key", 32);
            macKey = bytes(metadata, "hmac_key", 0);
            vector = bytes(metadata, "iv", 16);
            encryptedHash = bytes(metadata, "encrypted_hash", 32);
            hash = bytes(metadata, "plaintext_hash", 32);
        }
    }

    /**
     * Reads an element of a picker's array.
     *
     * @throws FlowMediaException naming the member that is missing or unreadable
     */
    public static FlowMedia of(Map<?, ?> element) throws FlowMediaException {
        if (!(element.get("encryption_metadata") instanceof Map<?, ?> metadata)) {
            throw new FlowMediaException("Expected a file of a picker with encryption_metadata, actual has none");
        }
        Secrets secrets = new Secrets(metadata);
        try {
            return new FlowMedia(
                    URI.create(String.valueOf(element.get("cdn_url"))),
                    element.get("file_name") instanceof String name ? name : null,
                    element.get("media_id") instanceof String id ? id : null,
                    secrets);
        } catch (IllegalArgumentException noUri) {
            throw new FlowMediaException("The member cdn_url is no address");
        }
    }

    private static byte[] bytes(Map<?, ?> metadata, String name, int length) throws FlowMediaException {
        try {
            byte[] bytes = metadata.get(name) instanceof String text
                    ? Base64.getDecoder().decode(text)
                    : new byte[0];
            if (bytes.length > 0 && (length == 0 || bytes.length == length)) {
                return bytes;
            }
        } catch (IllegalArgumentException noBase64) {
            // The same error as for a wrong length.
        }
        throw new FlowMediaException("The member encryption_metadata." + name + " is missing or damaged");
    }
}
