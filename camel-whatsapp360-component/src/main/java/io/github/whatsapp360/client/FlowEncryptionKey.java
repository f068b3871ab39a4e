/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The public key with which phones encrypt the requests of a number's flows.
 *
 * <p>Immutable and thread-safe.
 *
 * @param publicKey in PEM; null if there is none
 * @param signatureStatus {@code VALID}, or {@code MISMATCH} if the key has to be uploaded again; null if there is none
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/whatsapp-business-encryption">Meta:
 *     Business encryption</a>
 */
public record FlowEncryptionKey(
        @JsonProperty("business_public_key") @Nullable String publicKey,

        @JsonProperty("business_public_key_signature_status") @Nullable
        String signatureStatus) {}
