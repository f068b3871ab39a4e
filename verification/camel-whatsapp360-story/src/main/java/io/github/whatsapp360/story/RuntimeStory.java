/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.simulator.Customer;
import io.github.whatsapp360.simulator.ReceivedMessage;
import io.github.whatsapp360.simulator.Whatsapp360Simulator;
import io.github.whatsapp360.simulator.fault.Fault;
import io.github.whatsapp360.story.RunningCamel.Change;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same story on every runtime: a customer at the simulator, the route {@code routes/answer.yaml} (or its twin in
 * XML) unchanged, and the answers that 360dialog gets. A subclass says how its runtime starts.
 *
 * <p>Confined to the test's thread.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RuntimeStory {

    /** How long a test waits for what must happen. */
    protected static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    private static final String PATH = "/whatsapp360/support";
    private static final String SECRET = "story-secret-0123456789";
    private static final String SIGNATURE_SECRET = "story-signature-0123456789";
    private static final int MAXIMUM_BODY_SIZE = 64 * 1024;

    /** The stand-in for 360dialog; before each test it forgets all but the webhook. */
    protected final Whatsapp360Simulator simulator = Whatsapp360Simulator.start();

    private final int port = freePort();
    private RunningCamel camel;
    private Customer lena;

    /**
     * Starts the runtime with the route and an HTTP server.
     *
     * @param port that it must serve, on the loopback address
     * @param options of the account {@code support}, to be given as {@code
     *     camel.component.whatsapp360.accounts.support.*}
     */
    protected abstract RunningCamel start(int port, Map<String, String> options) throws Exception;

    @BeforeAll
    final void startCamel() throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("api-key", simulator.apiKey());
        options.put("base-url", simulator.baseUrl());
        options.put("webhook-url", "http://127.0.0.1:" + port + PATH);
        options.put("register-webhook", "true");
        options.put("webhook-secret", SECRET);
        options.put("signature-secret", SIGNATURE_SECRET);
        options.put("maximum-delivery-size", "64KB");
        camel = start(port, options);
    }

    @AfterAll
    final void stopCamel() throws Exception {
        if (camel != null) {
            camel.close();
        }
        simulator.close();
    }

    @BeforeEach
    final void customer() {
        simulator.reset();
        simulator.signsWith(SIGNATURE_SECRET);
        lena = simulator.customer("491701234567", "Lena");
    }

    @Test
    void whoeverWritesIsAnswered() {
        lena.says("Grüße");

        assertThat(lena.awaitReceived(1, ANSWER_TIMEOUT).get(0).text()).isEqualTo("Hello Lena, you wrote: Grüße");
    }

    /**
     * She hides her number, takes another username, moves to another number: whatever she is called, she is answered,
     * by her number while it is known, otherwise by her id. The stories share one application, in which she may have
     * moved already, and a status may tell the number of somebody who hides it.
     */
    @Test
    void whoHidesAndChangesNameAndNumberIsAnsweredEachTime() {
        lena.says("With my number");
        answered(1, "With my number", "\"to\":\"+491701234567\"");

        lena.hidesPhoneBehind("lena.k").says("With my name");
        answered(2, "With my name", lena.userId(), "\"to\":\"+491701234567\"");
        lena.changesUsernameTo("lena.the.second").says("With another name");
        answered(3, "With another name", lena.userId(), "\"to\":\"+491701234567\"");

        String before = lena.userId();
        lena.changesNumberTo("491709999999");
        assertThat(lena.userId()).isNotEqualTo(before);
        String[] named = {lena.userId(), "\"to\":\"+491709999999\""};
        answered(4, "user id", named);
        lena.says("With another number");
        answered(5, "With another number", named);
    }

    /** @param addressed how the answer may name her: by the number while it is known, otherwise by the id */
    private void answered(int count, String said, String... addressed) {
        ReceivedMessage answer = lena.awaitReceived(count, ANSWER_TIMEOUT).get(count - 1);
        assertThat(answer.text()).contains("you wrote: ").contains(said);
        assertThat(answer.raw()).containsAnyOf(addressed);
    }

    /**
     * The route cannot end, for the API does not answer what it sends; yet 360dialog, which waits five seconds, has its
     * 200.
     */
    @Test
    void aDeliveryIsAnswered200BeforeItsRouteHasRun() {
        Duration longerThanAnyPatience = Duration.ofHours(1);
        simulator.fault(Fault.slow(longerThanAnyPatience).on("POST", "/messages"));

        lena.says("Hello");
        lena.awaitReceived(1, ANSWER_TIMEOUT);

        awaitAnswer(200);
        simulator.advance(longerThanAnyPatience);
    }

    @Test
    void aStrangerIsAnswered401() throws Exception {
        byte[] delivery = "{}".getBytes(ISO_8859_1);

        assertThat(post(Map.of(), delivery)).isEqualTo(401);
        assertThat(post(
                        Map.of("X-Whatsapp360-Secret", "wrong", "x-360dialog-signature", signature(delivery)),
                        delivery))
                .isEqualTo(401);
    }

    @Test
    void aStrangersBodyIsNotWaitedFor() throws Exception {
        try (RawPost post = new RawPost(port, PATH, Map.of("Content-Length", "1000"))) {
            assertThat(post.send(new byte[10]).status()).isEqualTo(401);
        }
    }

    @Test
    void whatIsTooLargeIsAnswered413() throws Exception {
        Map<String, String> announced =
                Map.of("X-Whatsapp360-Secret", SECRET, "Content-Length", String.valueOf(MAXIMUM_BODY_SIZE + 1));
        try (RawPost post = new RawPost(port, PATH, announced)) {
            assertThat(post.send(new byte[10]).status()).isEqualTo(413);
        }
    }

    /** It never ends; whoever waits for the end waits for ever. */
    @Test
    void whatGrowsTooLargeIsAnswered413WhileItComes() throws Exception {
        Map<String, String> chunked = Map.of("X-Whatsapp360-Secret", SECRET, "Transfer-Encoding", "chunked");
        try (RawPost post = new RawPost(port, PATH, chunked)) {
            for (int sent = 0; sent <= MAXIMUM_BODY_SIZE; sent += 4096) {
                post.send("1000\r\n".getBytes(ISO_8859_1)).send(new byte[4096]).send("\r\n".getBytes(ISO_8859_1));
            }
            assertThat(post.status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "no/such;;type=="
            })
    void theSignatureIsMadeOverTheBytesThatCame(String type) throws Exception {
        byte[] neitherJsonNorUtf8 = {
            '{', '"', (byte) 0xC3, '(', '%', '4', '1', '+', (byte) 0xFF, 0, '&', '=', '\r', '\n'
        };
        byte[] other = neitherJsonNorUtf8.clone();
        other[other.length - 1] = '\r';

        assertThat(post(authentic(type, neitherJsonNorUtf8), neitherJsonNorUtf8))
                .isEqualTo(200);
        assertThat(post(authentic(type, other), neitherJsonNorUtf8)).isEqualTo(401);
    }

    @Test
    void aCompressedBodyIsNotUnpackedBeforeItsSignatureIsChecked() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("{}".getBytes(ISO_8859_1));
        }
        Map<String, String> headers = new LinkedHashMap<>(authentic("application/json", zipped.toByteArray()));
        headers.put("Content-Encoding", "gzip");

        assertThat(post(headers, zipped.toByteArray())).isEqualTo(200);
    }

    @Test
    void suspendedItKeepsAndAnswers200() throws Exception {
        camel.route(Change.SUSPEND);
        lena.says("While you are away");
        awaitAnswer(200);
        assertThat(lena.received()).isEmpty();

        camel.route(Change.RESUME);

        assertThat(lena.awaitReceived(1, ANSWER_TIMEOUT).get(0).text())
                .isEqualTo("Hello Lena, you wrote: While you are away");
    }

    /** 360dialog repeats what was refused. */
    @Test
    void stoppedItAnswers503() throws Exception {
        camel.route(Change.STOP);
        lena.says("Is anybody there?");
        awaitAnswer(503);

        camel.route(Change.START);
        simulator.advance(Duration.ofHours(1));

        assertThat(lena.awaitReceived(1, ANSWER_TIMEOUT).get(0).text())
                .isEqualTo("Hello Lena, you wrote: Is anybody there?");
    }

    private void awaitAnswer(int status) {
        simulator.awaitDeliveries(
                deliveries -> !deliveries.isEmpty() && deliveries.get(0).lastStatus() == status, ANSWER_TIMEOUT);
    }

    private int post(Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Length", String.valueOf(body.length));
        try (RawPost post = new RawPost(port, PATH, all)) {
            return post.send(body).status();
        }
    }

    private static Map<String, String> authentic(String type, byte[] signed) throws GeneralSecurityException {
        return Map.of("Content-Type", type, "X-Whatsapp360-Secret", SECRET, "x-360dialog-signature", signature(signed));
    }

    private static String signature(byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SIGNATURE_SECRET.getBytes(ISO_8859_1), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
