/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.webhook.internal.WebhookSecurity;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers on every HTTP server. */
@ParameterizedClass
@MethodSource("servers")
class WebhookServersTest {

    private static final String PATH = "/whatsapp360/support";
    private static final String SECRET = WebhookSecurity.derivedSecret(TestBed.KEY, "support");
    private static final int LIMIT = 64 * 1024;

    private static TestBed bed;

    @Parameter
    private String server;

    /** Those on the class path: not every line of Camel has all of them. */
    static Stream<String> servers() {
        return Stream.of("platform-http", "jetty", "netty-http", "undertow")
                .filter(server ->
                        WebhookServersTest.class.getResource("/META-INF/services/org/apache/camel/component/" + server)
                                != null);
    }

    @BeforeParameterizedClassInvocation
    static void start(String server) throws Exception {
        bed = new TestBed(server);
        bed.start(new RouteBuilder() {
            @Override
            public void configure() {
                from("whatsapp360:support?maximumDeliverySize=64KB")
                        .routeId("receiver")
                        .to("mock:events");
            }
        });
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        bed.close();
    }

    @BeforeEach
    @AfterEach
    void forget() {
        bed.component.account("support").receiver().purgeDeadLetters(DeadLetterSelection.all());
        events().reset();
    }

    private static MockEndpoint events() {
        return bed.context.getEndpoint("mock:events", MockEndpoint.class);
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json", WebhookSecurity.SECRET_HEADER, SECRET);
    }

    private static RawHttp.Answer post(Map<String, String> headers, byte[] body) throws Exception {
        return RawHttp.post(bed.port, PATH, headers, body);
    }

    private String id(String name) {
        return "wamid." + server + "." + name;
    }

    private void awaitEvent(String id) {
        await().atMost(TestBed.LIMIT).until(() -> events().getExchanges().stream()
                .anyMatch(exchange -> id.equals(exchange.getIn().getHeader("CamelWhatsapp360MessageId"))));
    }

    @Test
    void aStoredDeliveryAndItsDuplicateAreAnswered200WithNothing() throws Exception {
        byte[] delivery = TestBed.text(id("twice"), "491701234567", "Grüße").getBytes(UTF_8);

        RawHttp.Answer first = post(json(), delivery);
        RawHttp.Answer again = post(json(), delivery);

        assertThat(List.of(first.status(), again.status())).containsOnly(200);
        assertThat(first.body()).isEmpty();
        assertThat(first.headers()).containsEntry("content-length", "0");
        assertThat(first.headers().keySet())
                .isSubsetOf("content-length", "date", "server", "connection", "content-type");
        awaitEvent(id("twice"));
        assertThat(events().getExchanges().get(0).getIn().getBody(String.class)).isEqualTo("Grüße");
        assertThat(events().getReceivedCounter()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Whatsapp360-Secret=%s", "a=b&x-whatsapp360-secret=%s", "X%%2DWhatsapp360-Secret=%s"})
    void aSecretInTheAddressIsNoHeader(String query) throws Exception {
        byte[] delivery = TestBed.text(id("query"), "491701234567", "Hello").getBytes(UTF_8);

        RawHttp.Answer answer = RawHttp.post(
                bed.port, PATH + "?" + query.formatted(SECRET), Map.of("Content-Type", "application/json"), delivery);
        RawHttp.Answer bearer = RawHttp.post(
                bed.port,
                PATH + "?Authorization=Bearer%20" + SECRET,
                Map.of("Content-Type", "application/json"),
                delivery);

        assertThat(List.of(answer.status(), bearer.status())).containsOnly(401);
        assertThat(RawHttp.post(bed.port, PATH + "?tenant=1", json(), delivery).status())
                .isEqualTo(200);
    }

    static Stream<byte[]> unreadable() {
        return Stream.of(
                "{\"half".getBytes(UTF_8),
                new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, 0, '"', '}'},
                "a=b&c=%20d+e".getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadIsKeptByteByByte(byte[] body) throws Exception {
        RawHttp.Answer answer = post(json(), body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(bed.deadLetters("support")).hasSize(1);
        assertThat(bed.deadLetters("support").get(0).body()).isEqualTo(body);
    }

    @Test
    void aCompressedDeliveryIsNotReadAndKeptAsItCame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(TestBed.text("wamid.zipped", "491701234567", "Hello").getBytes(UTF_8));
        }
        byte[] zipped = bytes.toByteArray();

        RawHttp.Answer answer = post(
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Content-Encoding",
                        "gzip",
                        WebhookSecurity.SECRET_HEADER,
                        SECRET),
                zipped);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(bed.deadLetters("support").get(0).body()).isEqualTo(zipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; charset=utf-8",
                "application/json;charset=iso-8859-1",
                "text/plain",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-16",
                "multipart/form-data; boundary=x",
                "no/such;;type==",
                ""
            })
    void whateverTypeADeliverySaysItIsItsBytesCount(String type) throws Exception {
        String id = id("type" + type.hashCode());
        byte[] delivery = TestBed.text(id, "491701234567", "Grüße + 100 % & =").getBytes(UTF_8);

        RawHttp.Answer answer = post(
                type.isEmpty()
                        ? Map.of(WebhookSecurity.SECRET_HEADER, SECRET)
                        : Map.of("Content-Type", type, WebhookSecurity.SECRET_HEADER, SECRET),
                delivery);

        assertThat(answer.status()).isEqualTo(200);
        awaitEvent(id);
        assertThat(events().getExchanges().get(0).getIn().getBody(String.class)).isEqualTo("Grüße + 100 % & =");
        assertThat(bed.deadLetters("support")).isEmpty();
    }

    @Test
    void aStrangerIsAnswered401WithNothingAndLeavesNothing() throws Exception {
        byte[] delivery = TestBed.text(id("stranger"), "491701234567", "Hello").getBytes(UTF_8);

        for (Map<String, String> headers : List.of(
                Map.of("Content-Type", "application/json"),
                Map.of("Content-Type", "application/json", WebhookSecurity.SECRET_HEADER, "wrong"),
                Map.of("Content-Type", "application/json", WebhookSecurity.SECRET_HEADER, ""),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Authorization", "Basic !"))) {
            RawHttp.Answer answer = post(headers, delivery);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
        }
        RawHttp.Answer byQuery = RawHttp.post(
                bed.port, PATH + "?" + WebhookSecurity.SECRET_HEADER + "=" + SECRET.substring(1), Map.of(), delivery);
        assertThat(byQuery.status()).isEqualTo(401);
        assertThat(bed.deadLetters("support")).isEmpty();
        assertThat(events().getReceivedCounter()).isZero();
    }

    @Test
    void aLargeDeliveryIsRefusedByWhatItAnnounces() throws Exception {
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("POST", PATH, json())
                    .line("Content-Length: " + 1_000_000)
                    .line("")
                    .send(new byte[10]);

            RawHttp.Answer answer = http.answer();

            assertThat(answer.status())
                    .as(new String(answer.body(), UTF_8) + answer.headers())
                    .isEqualTo(413);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(bed.deadLetters("support")).isEmpty();
    }

    @Test
    void aLargeDeliveryIsRefusedWhileItComes() throws Exception {
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("POST", PATH, json()).line("Transfer-Encoding: chunked").line("");
            // It never ends; whoever waits for the end would wait for ever.
            for (int sent = 0; sent <= LIMIT; sent += 4096) {
                http.chunk(new byte[4096]);
            }

            assertThat(http.answer().status()).isEqualTo(413);
        }
        assertThat(bed.deadLetters("support")).isEmpty();
    }

    @Test
    void theLargestDeliveryAllowedIsTaken() throws Exception {
        byte[] body = "x".repeat(LIMIT).getBytes(UTF_8);

        assertThat(post(json(), body).status()).isEqualTo(200);
        assertThat(bed.deadLetters("support").get(0).body()).isEqualTo(body);
        assertThat(post(json(), "x".repeat(LIMIT + 1).getBytes(UTF_8)).status()).isEqualTo(413);
    }

    @Test
    void aChunkedDeliveryIsTaken() throws Exception {
        byte[] delivery = TestBed.text(id("chunked"), "491701234567", "Hello").getBytes(UTF_8);
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("POST", PATH, json()).line("Transfer-Encoding: chunked").line("");
            for (int i = 0; i < delivery.length; i += 100) {
                http.chunk(Arrays.copyOfRange(delivery, i, Math.min(delivery.length, i + 100)));
            }
            http.line("0").line("");

            assertThat(http.answer().status()).isEqualTo(200);
        }
        awaitEvent(id("chunked"));
    }

    @Test
    void aSenderThatWaitsForContinueIsToldSo() throws Exception {
        // Camel's rest handler for Undertow leaves that out; senders go on after a while.
        assumeThat(server).isNotEqualTo("undertow");
        byte[] delivery = TestBed.text(id("continue"), "491701234567", "Hello").getBytes(UTF_8);
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("POST", PATH, json())
                    .line("Expect: 100-continue")
                    .line("Content-Length: " + delivery.length)
                    .line("");

            assertThat(http.answer().status()).isEqualTo(100);
            http.send(delivery);

            assertThat(http.answer().status()).isEqualTo(200);
        }
        awaitEvent(id("continue"));
    }

    @Test
    void aSlowSenderStandsInNobodysWay() throws Exception {
        byte[] delivery = TestBed.text(id("slow"), "491701234567", "Hello").getBytes(UTF_8);
        try (RawHttp slow = new RawHttp(bed.port)) {
            slow.head("POST", PATH, json())
                    .line("Content-Length: " + delivery.length)
                    .line("");
            slow.send(Arrays.copyOf(delivery, 50));

            byte[] other = TestBed.text(id("quick"), "491701234568", "Hello").getBytes(UTF_8);
            assertThat(post(json(), other).status()).isEqualTo(200);
            awaitEvent(id("quick"));

            slow.send(Arrays.copyOfRange(delivery, 50, delivery.length));
            assertThat(slow.answer().status()).isEqualTo(200);
        }
        awaitEvent(id("slow"));
    }

    @Test
    void halfADeliveryIsNone() throws Exception {
        byte[] delivery = TestBed.text(id("half"), "491701234567", "Hello").getBytes(UTF_8);
        try (RawHttp gone = new RawHttp(bed.port)) {
            gone.head("POST", PATH, json())
                    .line("Content-Length: " + delivery.length)
                    .line("");
            gone.send(Arrays.copyOf(delivery, 50));
        }

        assertThat(post(json(), delivery).status()).isEqualTo(200);

        awaitEvent(id("half"));
        assertThat(bed.deadLetters("support")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "TRACE", "GET"})
    void otherMethodsAreAnswered405(String method) throws Exception {
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head(method, PATH, json()).line("Content-Length: 0").line("");

            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(405);
        }
    }

    @Test
    void theChallengeIsEchoedToWhoKnowsTheSecret() throws Exception {
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("GET", PATH + "?hub.mode=subscribe&hub.challenge=11%2B58&hub.verify_token=" + SECRET, Map.of())
                    .line("");
            RawHttp.Answer answer = http.answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("11+58");
        }
        try (RawHttp http = new RawHttp(bed.port)) {
            http.head("GET", PATH + "?hub.challenge=1&hub.verify_token=wrong", Map.of())
                    .line("");
            assertThat(http.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void headersFromOutsideNeverEnterAnExchange() throws Exception {
        byte[] delivery = TestBed.text(id("headers"), "491701234567", "Hello").getBytes(UTF_8);
        RawHttp.Answer answer = RawHttp.post(
                bed.port,
                PATH + "?CamelWhatsapp360Operation=send&foo=bar",
                Map.of(
                        WebhookSecurity.SECRET_HEADER,
                        SECRET,
                        "CamelWhatsapp360To",
                        "491700000000",
                        "camelwhatsapp360to",
                        "491700000000",
                        "CamelFileName",
                        "../../etc/passwd",
                        "X-Mine",
                        "mine"),
                delivery);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKeys("x-mine", "foo", "camelfilename");
        awaitEvent(id("headers"));
        assertThat(events().getExchanges().get(0).getIn().getHeaders())
                .doesNotContainKeys("CamelWhatsapp360To", "camelwhatsapp360to", "CamelFileName", "X-Mine", "foo")
                .doesNotContainKey("CamelWhatsapp360Operation");
    }

    @Test
    void suspendedKeepsAndStoppedRefuses() throws Exception {
        byte[] suspended =
                TestBed.text(id("suspended"), "491701234567", "Hello").getBytes(UTF_8);
        byte[] stopped = TestBed.text(id("stopped"), "491701234567", "Hello").getBytes(UTF_8);

        bed.context.getRouteController().suspendRoute("receiver");
        assertThat(post(json(), suspended).status()).isEqualTo(200);
        assertThat(events().getReceivedCounter()).isZero();
        bed.context.getRouteController().resumeRoute("receiver");
        awaitEvent(id("suspended"));

        bed.context.getRouteController().stopRoute("receiver");
        RawHttp.Answer refused = post(json(), stopped);
        bed.context.getRouteController().startRoute("receiver");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(refused.body()).isEmpty();
        assertThat(post(json(), stopped).status()).isEqualTo(200);
        awaitEvent(id("stopped"));
    }
}
