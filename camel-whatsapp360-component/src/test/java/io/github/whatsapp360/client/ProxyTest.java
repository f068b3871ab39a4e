/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTP proxy on the way to the API: what it answers itself is none of the API's answers. */
class ProxyTest {

    private static final String NOWHERE = "https://localhost:1";

    private static SelfSigned certificate;

    private final HandDrivenTime time = HandDrivenTime.skipping();
    private ProxyStub proxy;
    private ApiStub api;
    private ApiStub secureApi;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) {
        certificate = new SelfSigned(directory, "dns:localhost");
    }

    @BeforeEach
    void setUp() throws IOException {
        proxy = new ProxyStub();
        api = new ApiStub();
        secureApi = new ApiStub(certificate);
    }

    @AfterEach
    void tearDown() throws IOException {
        proxy.close();
        api.close();
        secureApi.close();
    }

    private ClientSettings through(String url, ClientSettings.Proxy by) {
        return ClientSettings.of("secret-key-0123456789")
                .withBaseUrl(url)
                .withTls(certificate.context(), null)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
                .withProxy(by);
    }

    private interface Call {
        CompletableFuture<?> begin(Whatsapp360Client client);
    }

    private static CompletableFuture<?> send(Whatsapp360Client client) {
        return client.send(OutboundMessage.to("491701234567", OutboundContent.text("Good morning, Lena")));
    }

    /** What a call fails with; null if it does not fail. */
    private Whatsapp360Exception failure(ClientSettings settings, Call call) throws Exception {
        try (Whatsapp360Client client = time.client(settings)) {
            return call.begin(client)
                    .handle((done, problem) -> problem == null ? null : Whatsapp360Exception.in(problem))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static String answer(int status, String headers, String body) {
        return "HTTP/1.1 " + status + " Answer\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @CsvSource({
        "407, AuthenticationException, 1",
        "502, UnavailableException, 4",
        "503, UnavailableException, 4",
        "504, UnavailableException, 4",
        "500, UnavailableException, 4",
        "429, UnavailableException, 4",
        "408, UnavailableException, 4",
        "403, UnavailableException, 1",
        "404, UnavailableException, 1",
        "405, UnavailableException, 1",
        "302, UnavailableException, 1"
    })
    void aTunnelThatIsRefusedIsNoAnswerOfTheApi(int status, String kind, int attempts) throws Exception {
        for (String body : new String[] {"", "<html>no</html>", "{\"error\":{\"message\":\"x\",\"code\":131026}}"}) {
            int before = proxy.requests().size();
            proxy.answering(answer(status, "Location: http://localhost/\r\n", body));

            Whatsapp360Exception failure = failure(through(NOWHERE, proxy.settings()), ProxyTest::send);

            assertThat(failure.getClass().getSimpleName())
                    .as(String.valueOf(failure))
                    .isEqualTo(kind);
            assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
            assertThat(failure.httpStatus()).isZero();
            assertThat(failure.code()).isZero();
            assertThat(failure)
                    .hasMessageContainingAll(
                            "proxy localhost:" + proxy.settings().port(), "HTTP " + status)
                    .hasMessageNotContaining("API answered");
            assertThat(proxy.requests().size() - before).isEqualTo(attempts);
        }
    }

    @Test
    void whatIsNoMessageIsNotSentEither() throws Exception {
        proxy.answering(answer(502, "", "<html></html>"));

        for (Call call : new Call[] {
            client -> client.deleteMedia("77"),
            client -> client.deleteTemplate("promo", null),
            client -> client.getMedia("77"),
            client -> client.markAsRead("wamid.1")
        }) {
            Whatsapp360Exception failure = failure(through(NOWHERE, proxy.settings()), call);

            assertThat(failure).isInstanceOf(UnavailableException.class).hasMessageContaining("proxy localhost:");
        }
    }

    @Test
    void noFileIsFetchedFromWhereAProxyPointsTo() throws Exception {
        api.answering(request -> request.path().equals("/77")
                ? Answer.json(200, "{\"url\":\"" + NOWHERE + "/file\",\"mime_type\":\"image/jpeg\",\"id\":\"77\"}")
                : new Answer(200, java.util.Map.of(), "a trap".getBytes(UTF_8)));
        proxy.answeringTunnels(answer(302, "Location: " + api.url() + "/trap\r\n", ""));

        Whatsapp360Exception failure =
                failure(through(api.url(), proxy.settings()), client -> client.downloadMedia("77"));

        assertThat(failure).isInstanceOf(UnavailableException.class).hasMessageContaining("proxy localhost:");
        assertThat(api.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 ", "Good morning\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"})
    void aProxyThatBreaksOffSentNothing(String written) throws Exception {
        proxy.answering(written).closing();

        Whatsapp360Exception failure = failure(through(NOWHERE, proxy.settings()), ProxyTest::send);

        assertThat(failure).isInstanceOf(UnavailableException.class).hasMessageContaining("proxy localhost:");
        assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        int port = proxy.settings().port();
        proxy.close();

        assertThat(failure(through(NOWHERE, proxy.settings()), ProxyTest::send))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("proxy localhost:" + port);
    }

    @Test
    void aPasswordOpensTheTunnel() throws Exception {
        proxy.asking("support", "right");

        assertThat(failure(through(secureApi.url(), proxy.settings("support", "right")), ProxyTest::send))
                .isNull();
        assertThat(secureApi.requests()).hasSize(1);
        assertThat(secureApi.requests().get(0).headers().containsKey("Proxy-Authorization"))
                .isFalse();
    }

    @Test
    void aPasswordIsTakenBeforeAPlainUrl() throws Exception {
        proxy.asking("support", "right");

        assertThat(failure(through(api.url(), proxy.settings("support", "right")), ProxyTest::send))
                .isNull();
        assertThat(api.requests()).hasSize(1);
        assertThat(api.requests().get(0).headers().containsKey("Proxy-Authorization"))
                .isFalse();
    }

    @Test
    void aWrongPasswordIsToldAtOnce() throws Exception {
        proxy.asking("support", "right");

        for (String url : new String[] {api.url(), secureApi.url()}) {
            for (ClientSettings.Proxy by :
                    new ClientSettings.Proxy[] {proxy.settings("support", "wrong"), proxy.settings()}) {
                Whatsapp360Exception failure = failure(through(url, by), ProxyTest::send);

                assertThat(failure)
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContainingAll("407", "proxyAuthPassword")
                        .hasMessageNotContainingAny("wrong", "right");
            }
        }
        assertThat(api.requests()).isEmpty();
        assertThat(secureApi.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void aServerBehindTheTunnelThatAsksForAPasswordGetsNoneAndIsAnsweredAtOnce(int status) throws Exception {
        secureApi.answering(request -> Answer.json(status, "<html></html>")
                .with(status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate", "Basic realm=\"somewhere\""));

        long begun = System.nanoTime();
        Whatsapp360Exception failure =
                failure(through(secureApi.url(), proxy.settings("support", "right")), ProxyTest::send);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(failure).isNotNull();
        assertThat(secureApi.requests()).hasSize(1);
    }

    @Test
    void aHostNameMayHoldAnUnderscore() throws Exception {
        proxy.answering(answer(200, "Content-Type: application/json\r\n", ApiStub.ACCEPTED));

        assertThat(failure(through("http://whatsapp_api:8080/v1", proxy.settings()), ProxyTest::send))
                .isNull();
        assertThat(proxy.requests()).containsExactly("POST http://whatsapp_api:8080/v1/messages HTTP/1.1");

        proxy.answering(answer(502, "", ""));
        assertThat(failure(through("https://whatsapp_api", proxy.settings()), ProxyTest::send))
                .hasMessageContaining("whatsapp_api");
        assertThat(proxy.requests().get(1)).startsWith("CONNECT whatsapp_api:443");
    }
}
