/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.internal;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts requests and encrypts answers: RSA-OAEP with SHA-256 and MGF1-SHA-256 for the AES key, AES-128-GCM with an
 * initialization vector of 16 bytes for the content. The answer uses the same key and the inverted vector.
 */
public final class FlowCipher {

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final int BLOCK_BYTES = 16;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FlowCipher() {}

    /**
     * A decrypted request, and what its answer is encrypted with.
     *
     * <p>Confined to one request.
     */
    public static final class Opened {

        private final byte[] content;
        private final SecretKeySpec key;
        private final byte[] vector;

        private Opened(byte[] content, SecretKeySpec key, byte[] vector) {
            this.content = content;
            this.key = key;
            this.vector = vector;
        }

        /** The JSON of the request. */
        public byte[] content() {
            return content;
        }

        /** Encrypts the answer, in Base64. */
        public String seal(byte[] answer) {
            byte[] inverted = new byte[vector.length];
            for (int i = 0; i < vector.length; i++) {
                inverted[i] = (byte) ~vector[i];
            }
            try {
                return Base64.getEncoder().encodeToString(gcm(Cipher.ENCRYPT_MODE, key, inverted, answer));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("The key that decrypted the request does not encrypt", impossible);
            }
        }
    }

    /**
     * Decrypts a request.
     *
     * @param keys tried in this order
     * @param body the envelope, as received
     * @throws UnreadableRequestException if no key decrypts it
     */
    public static Opened open(List<PrivateKey> keys, byte[] body) throws UnreadableRequestException {
        byte[] wrappedKey;
        byte[] vector;
        byte[] encrypted;
        try {
            Map<String, Object> envelope = FlowJson.readMap(body);
            wrappedKey = member(envelope, "encrypted_aes_key");
            vector = member(envelope, "initial_vector");
            encrypted = member(envelope, "encrypted_flow_data");
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableRequestException();
        }
        if (vector.length != BLOCK_BYTES || encrypted.length < BLOCK_BYTES) {
            throw new UnreadableRequestException();
        }
        for (PrivateKey key : keys) {
            // With a random key instead of one that cannot be unwrapped, both failures take the same time.
            SecretKeySpec unwrapped = new SecretKeySpec(unwrap(key, wrappedKey), "AES");
            try {
                return new Opened(gcm(Cipher.DECRYPT_MODE, unwrapped, vector, encrypted), unwrapped, vector);
            } catch (GeneralSecurityException | ProviderException otherKey) {
                // The next key may be the right one.
            }
        }
        throw new UnreadableRequestException();
    }

    private static byte[] member(Map<String, Object> envelope, String name) {
        if (!(envelope.get(name) instanceof String text)) {
            throw new IllegalArgumentException(name);
        }
        return Base64.getDecoder().decode(text);
    }

    private static byte[] unwrap(PrivateKey key, byte[] wrapped) {
        byte[] random = new byte[BLOCK_BYTES];
        RANDOM.nextBytes(random);
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(Cipher.DECRYPT_MODE, key, OAEP);
            byte[] unwrapped = rsa.doFinal(wrapped);
            return unwrapped.length == BLOCK_BYTES ? unwrapped : random;
        } catch (GeneralSecurityException | ProviderException wrong) {
            return random;
        }
    }

    private static byte[] gcm(int mode, SecretKeySpec key, byte[] vector, byte[] bytes)
            throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, key, new GCMParameterSpec(TAG_BITS, vector));
        return aes.doFinal(bytes);
    }
}
