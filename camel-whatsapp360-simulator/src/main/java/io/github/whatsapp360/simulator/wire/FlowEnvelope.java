/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request of a flow's screen, encrypted as a phone does: an AES key of its own, which the public key of the business
 * encrypts. The answer is encrypted with the same key and the inverted vector. Confined to one request.
 */
public final class FlowEnvelope {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BLOCK = 16;
    private static final int KEY_BITS = 2048;

    private final byte[] key = random();
    private final byte[] vector = random();
    private final ObjectNode envelope = Json.object();

    /** Encrypts a request. */
    public FlowEnvelope(RSAPublicKey publicKey, JsonNode request) {
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            rsa.init(
                    Cipher.ENCRYPT_MODE,
                    publicKey,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            Base64.Encoder base64 = Base64.getEncoder();
            envelope.put(
                            "encrypted_flow_data",
                            base64.encodeToString(crypt(Cipher.ENCRYPT_MODE, vector, Json.bytes(request))))
                    .put("encrypted_aes_key", base64.encodeToString(rsa.doFinal(key)))
                    .put("initial_vector", base64.encodeToString(vector));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("A key that was checked does not encrypt", impossible);
        }
    }

    /** A public key in PEM; empty if it is none of RSA with 2048 bits. */
    public static Optional<RSAPublicKey> publicKey(String pem) {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return Optional.of(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded)))
                    .map(RSAPublicKey.class::cast)
                    .filter(key -> key.getModulus().bitLength() == KEY_BITS);
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    /** The body of the request. */
    public byte[] body() {
        return Json.bytes(envelope);
    }

    /** Decrypts the answer; empty if it is not encrypted for this request. */
    public Optional<ObjectNode> answer(String base64) {
        byte[] inverted = vector.clone();
        for (int i = 0; i < BLOCK; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length < BLOCK
                    ? Optional.empty()
                    : Json.readObject(crypt(Cipher.DECRYPT_MODE, inverted, bytes));
        } catch (GeneralSecurityException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    private byte[] crypt(int mode, byte[] with, byte[] bytes) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * BLOCK, with));
        return aes.doFinal(bytes);
    }

    private static byte[] random() {
        byte[] bytes = new byte[BLOCK];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
