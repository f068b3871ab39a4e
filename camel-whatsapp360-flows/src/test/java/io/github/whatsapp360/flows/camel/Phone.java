/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** A phone that encrypts a request and decrypts the answer, written from the protocol and not from the main code. */
final class Phone {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI endpoint;
    private final PublicKey key;
    private final Map<String, String> headers = new LinkedHashMap<>();
    String appSecret;

    Phone(int port, String path, PublicKey key) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + path);
        this.key = key;
    }

    /** @param screen null if the phone could not read the answer */
    record Answer(int status, JsonNode screen, String body, Map<String, String> headers) {}

    /** An encrypted request, and what the phone keeps to read the answer. */
    record Sealed(Map<String, String> envelope, byte[] aesKey, byte[] vector) {
        byte[] body() throws Exception {
            return JSON.writeValueAsBytes(envelope);
        }
    }

    Phone with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Sealed seal(String json) throws Exception {
        byte[] aesKey = new byte[16];
        byte[] vector = new byte[16];
        RANDOM.nextBytes(aesKey);
        RANDOM.nextBytes(vector);
        Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        rsa.init(
                Cipher.ENCRYPT_MODE,
                key,
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        Map<String, String> envelope = new LinkedHashMap<>();
        Base64.Encoder base64 = Base64.getEncoder();
        envelope.put(
                "encrypted_flow_data",
                base64.encodeToString(aes(Cipher.ENCRYPT_MODE, aesKey, vector, json.getBytes(UTF_8))));
        envelope.put("encrypted_aes_key", base64.encodeToString(rsa.doFinal(aesKey)));
        envelope.put("initial_vector", base64.encodeToString(vector));
        return new Sealed(envelope, aesKey, vector);
    }

    private static byte[] aes(int mode, byte[] key, byte[] vector, byte[] bytes) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, vector));
        return aes.doFinal(bytes);
    }

    static String json(String action, String screen, Map<String, ?> data, String token) throws Exception {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("version", "3.0");
        request.put("action", action);
        if (screen != null) {
            request.put("screen", screen);
        }
        if (data != null) {
            request.put("data", data);
        }
        if (token != null) {
            request.put("flow_token", token);
        }
        return JSON.writeValueAsString(request);
    }

    Answer open(String token) throws Exception {
        return ask(json("INIT", null, null, token));
    }

    Answer submit(String screen, Map<String, ?> data, String token) throws Exception {
        return ask(json("data_exchange", screen, data, token));
    }

    Answer ping() throws Exception {
        return ask("{\"version\":\"3.0\",\"action\":\"ping\"}");
    }

    Answer ask(String json) throws Exception {
        return send(seal(json));
    }

    Answer send(Sealed sealed) throws Exception {
        HttpResponse<String> response = post(sealed.body());
        return new Answer(
                response.statusCode(),
                response.statusCode() == 200 ? read(sealed, response.body()) : null,
                response.body(),
                headersOf(response));
    }

    private static Map<String, String> headersOf(HttpResponse<?> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        return headers;
    }

    static JsonNode read(Sealed sealed, String body) throws Exception {
        byte[] inverted = sealed.vector().clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] ^= (byte) 0xff;
        }
        return JSON.readTree(aes(
                Cipher.DECRYPT_MODE,
                sealed.aesKey(),
                inverted,
                Base64.getDecoder().decode(body)));
    }

    HttpResponse<String> post(byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (appSecret != null) {
            request.header("X-Hub-Signature-256", "sha256=" + signature(appSecret, body));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    static String signature(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
