/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.whatsapp360.flows.FlowMediaException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a customer picks in a form: encrypted as WhatsApp keeps them, on a server of this machine. */
class FlowMediaTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final String DOWNLOAD =
            "whatsapp360-flow:support?operation=downloadFlowMedia&maximumMediaSize=1MB&loopbackMedia=";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, String> secrets = new HashMap<>();
    private HttpServer server;
    private byte[] served;
    private int status = 200;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            request.getResponseHeaders().add("Location", "/elsewhere");
            request.sendResponseHeaders(status, served.length);
            request.getResponseBody().write(served);
            request.close();
        });
        server.start();
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        server.stop(0);
    }

    /** Encrypts a file as a phone does before it uploads it. */
    private void serve(byte[] file) throws Exception {
        byte[] key = random(32);
        byte[] macKey = random(32);
        byte[] vector = random(16);
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
        byte[] encrypted = aes.doFinal(file);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
        mac.update(vector);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(encrypted);
        whole.write(mac.doFinal(encrypted), 0, 10);
        served = whole.toByteArray();
        secrets.put("encryption_key", BASE64.encodeToString(key));
        secrets.put("hmac_key", BASE64.encodeToString(macKey));
        secrets.put("iv", BASE64.encodeToString(vector));
        secrets.put("encrypted_hash", BASE64.encodeToString(sha256(served)));
        secrets.put("plaintext_hash", BASE64.encodeToString(sha256(file)));
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private Map<String, Object> element() {
        return Map.of(
                "media_id",
                "7b0e5a52",
                "file_name",
                "own.pdf",
                "cdn_url",
                "http://localhost:" + server.getAddress().getPort() + "/file",
                "encryption_metadata",
                secrets);
    }

    private Exchange download(Object body, boolean loopback) {
        return context.createProducerTemplate()
                .request(DOWNLOAD + loopback, exchange -> exchange.getIn().setBody(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 16_374, 16_384, 500_000})
    void aFileIsDecryptedWhateverItsSize(int size) throws Exception {
        byte[] file = random(size);
        serve(file);

        Exchange done = download(element(), true);

        assertThat(done.getException()).isNull();
        try (InputStream body = done.getMessage().getBody(InputStream.class)) {
            assertThat(body.readAllBytes()).isEqualTo(file);
        }
        assertThat(done.getMessage().getHeaders())
                .containsEntry("CamelWhatsapp360FileName", "own.pdf")
                .containsEntry("CamelWhatsapp360MediaId", "7b0e5a52");
    }

    @Test
    void theElementMayBeJson() throws Exception {
        byte[] file = random(100);
        serve(file);

        assertThat(download(Phone.JSON.writeValueAsString(element()), true)
                        .getMessage()
                        .getBody(byte[].class))
                .isEqualTo(file);
        assertThat(download(Phone.JSON.valueToTree(element()), true)
                        .getMessage()
                        .getBody(byte[].class))
                .isEqualTo(file);
    }

    private void assertRefused(Object body, boolean loopback, String... words) {
        Exchange done = download(body, loopback);
        assertThat(done.getException()).isInstanceOf(FlowMediaException.class).hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encryption_key", "hmac_key", "iv", "encrypted_hash", "plaintext_hash"})
    void aWrongKeyOrHashIsRefused(String member) throws Exception {
        serve(random(1000));
        byte[] other = Base64.getDecoder().decode(secrets.get(member));
        other[0] ^= 1;
        secrets.put(member, BASE64.encodeToString(other));

        assertRefused(element(), true, "damaged");
        secrets.put(member, "%");
        assertRefused(element(), true, member);
        secrets.remove(member);
        assertRefused(element(), true, member);
    }

    @Test
    void aChangedFileIsRefused() throws Exception {
        serve(random(1000));
        for (int at : new int[] {0, 500, served.length - 11, served.length - 1}) {
            served[at] ^= 1;
            secrets.put("encrypted_hash", BASE64.encodeToString(sha256(served)));
            assertRefused(element(), true, "damaged");
            served[at] ^= 1;
        }
        served = Arrays.copyOf(served, 5);
        secrets.put("encrypted_hash", BASE64.encodeToString(sha256(served)));
        assertRefused(element(), true, "damaged");
    }

    @Test
    void aLargeFileIsRefused() throws Exception {
        serve(random(1_100_000));

        assertRefused(element(), true, "larger than 1048576");
    }

    @Test
    void onlyAllowedHostsAreAskedAndNoRedirectIsFollowed() throws Exception {
        serve(random(10));
        Map<String, Object> element = new HashMap<>(element());

        assertRefused(element, false, "mediaHosts");
        for (String address : new String[] {
            "http://mmg.whatsapp.net/file",
            "https://whatsapp.net.example.com/file",
            "https://evilwhatsapp.net/file",
            "https://mmg.whatsapp.net@localhost/file",
            "https://user@mmg.whatsapp.net/file",
            "file:///etc/passwd",
            "http://10.0.0.1/file",
            "none"
        }) {
            element.put("cdn_url", address);
            assertRefused(element, true, "mediaHosts");
        }
        status = 302;
        assertRefused(element(), true, "answered 302");
        assertRefused("Hello", true, "picker's array");
        assertRefused(Map.of("media_id", "1"), true, "encryption_metadata");
    }
}
