/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.flow;

import io.github.whatsapp360.benchmark.measure.Order;
import io.github.whatsapp360.benchmark.measure.Role;
import io.github.whatsapp360.simulator.wire.Json;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Does to decoded requests what no endpoint can leave out: one RSA decryption, one AES decryption, one AES encryption.
 * {@code start privateKey= publicKey=}, {@code load rate= seconds=}.
 */
public final class BareRole implements Role {

    private static final int BLOCK = 16;
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final List<Request> requests = new ArrayList<>();
    private final byte[] answer = new byte[BLOCK * BLOCK];
    private @Nullable PrivateKey key;

    /** The decoded members of an envelope. */
    private static final class Request {
        private final byte[] wrappedKey;
        private final byte[] vector;
        private final byte[] encrypted;

        Request(byte[] wrappedKey, byte[] vector, byte[] encrypted) {
            this.wrappedKey = wrappedKey;
            this.vector = vector;
            this.encrypted = encrypted;
        }
    }

    @Override
    public Map<String, Double> start(Order start) throws GeneralSecurityException {
        key = Screens.privateKey(start.text("privateKey"));
        for (byte[] body : Screens.requests(start.text("publicKey"), FlowLoadRole.REQUESTS)) {
            var envelope = Json.readObject(body).orElseThrow();
            requests.add(new Request(
                    decoded(envelope.path("encrypted_aes_key").asText()),
                    decoded(envelope.path("initial_vector").asText()),
                    decoded(envelope.path("encrypted_flow_data").asText())));
        }
        return Map.of();
    }

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    @Override
    public Map<String, Double> answer(Order order) throws GeneralSecurityException {
        double interval = 1e9 / order.fraction("rate");
        int count = (int) (order.fraction("rate") * order.fraction("seconds"));
        long begin = System.nanoTime();
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(begin + (long) (i * interval) - System.nanoTime());
            bytes += open(requests.get(i % requests.size()));
        }
        return Map.of("requests", (double) count, "bytes", (double) bytes);
    }

    private int open(Request request) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
        rsa.init(Cipher.DECRYPT_MODE, key, OAEP);
        SecretKeySpec aesKey = new SecretKeySpec(rsa.doFinal(request.wrappedKey), "AES");
        byte[] inverted = request.vector.clone();
        for (int i = 0; i < BLOCK; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return aes(Cipher.DECRYPT_MODE, aesKey, request.vector, request.encrypted).length
                + aes(Cipher.ENCRYPT_MODE, aesKey, inverted, answer).length;
    }

    private static byte[] aes(int mode, SecretKeySpec key, byte[] vector, byte[] bytes)
            throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, key, new GCMParameterSpec(8 * BLOCK, vector));
        return aes.doFinal(bytes);
    }
}
