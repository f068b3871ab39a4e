/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.simulator.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** The endpoint of a flow, written from the protocol: decrypts what a phone asks and answers what the test has prepared. */
final class FlowBackend implements AutoCloseable {

    private record Prepared(int status, String body) {}

    private final KeyPair pair;
    private final HttpServer server;
    private final BlockingQueue<JsonNode> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Prepared> answers = new LinkedBlockingQueue<>();

    FlowBackend() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::take);
        server.start();
    }

    /** Registers the key and publishes a flow; answers the message that opens it for this customer. */
    String sendFlow(Business business, String customer, String name, String json, String opening)
            throws InterruptedException {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        assertThat(business.send(business.request("/whatsapp_business_encryption")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("business_public_key=" + URLEncoder.encode(pem, UTF_8)))
                                .build())
                        .status())
                .isEqualTo(200);
        ObjectNode flow = Json.object()
                .put("name", name)
                .put("endpoint_uri", "http://127.0.0.1:" + server.getAddress().getPort() + "/flow");
        flow.putArray("categories").add("OTHER");
        if (!json.isEmpty()) {
            flow.put("flow_json", json).put("publish", true);
        }
        Business.Reply created = business.post("/flows", flow.toString());
        assertThat(created.status()).as(created.body()).isEqualTo(200);
        Business.Reply sent = business.post("/messages", """
                {"messaging_product":"whatsapp","to":"%s","type":"interactive","interactive":{"type":"flow",
                 "body":{"text":"When do you come?"},"action":{"name":"flow","parameters":{"flow_message_version":"3",
                 "flow_name":"%s","flow_cta":"Choose","flow_token":"token-1",%s}}}}""".formatted(customer, name, opening));
        assertThat(sent.status()).as(sent.body()).isEqualTo(200);
        return sent.id();
    }

    /** Answers a later request with this screen. */
    FlowBackend answers(String json) {
        answers.add(new Prepared(200, json));
        return this;
    }

    /** Answers a later request with this status and body. */
    FlowBackend answers(int status, String body) {
        answers.add(new Prepared(status, body));
        return this;
    }

    /** The next thing that the phone has asked. */
    JsonNode asked() throws InterruptedException {
        JsonNode request = asked.poll(30, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("Expected a request of the phone within 30 s, Actual none");
        }
        return request;
    }

    private void take(HttpExchange exchange) throws IOException {
        try {
            ObjectNode envelope =
                    Json.readObject(exchange.getRequestBody().readAllBytes()).orElseThrow();
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.DECRYPT_MODE,
                    pair.getPrivate(),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            byte[] key = rsa.doFinal(bytes(envelope, "encrypted_aes_key"));
            byte[] vector = bytes(envelope, "initial_vector");
            byte[] request = aes(Cipher.DECRYPT_MODE, key, vector, bytes(envelope, "encrypted_flow_data"));
            asked.add(Json.readObject(request).orElseThrow());
            Prepared answer = answers.remove();
            for (int i = 0; i < vector.length; i++) {
                vector[i] ^= (byte) 0xff;
            }
            byte[] body = answer.status() == 200
                    ? Base64.getEncoder()
                            .encode(aes(
                                    Cipher.ENCRYPT_MODE,
                                    key,
                                    vector,
                                    answer.body().getBytes(UTF_8)))
                    : answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        } finally {
            exchange.close();
        }
    }

    private static byte[] bytes(ObjectNode envelope, String member) {
        return Base64.getDecoder().decode(envelope.path(member).asText());
    }

    private static byte[] aes(int mode, byte[] key, byte[] vector, byte[] bytes) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, vector));
        return aes.doFinal(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
