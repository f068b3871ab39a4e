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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose certificate is trusted, but for another host name: it gets neither the key nor the message. */
class HostNameCheckTest {

    private static SelfSigned ofLocalhost;
    private static SelfSigned ofAnotherHost;

    private final HandDrivenTime time = HandDrivenTime.skipping();
    private ApiStub impostor;
    private ApiStub honest;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) {
        ofLocalhost = new SelfSigned(directory, "dns:localhost");
        ofAnotherHost = new SelfSigned(directory, "dns:another-host.invalid");
    }

    @BeforeEach
    void setUp() throws IOException {
        impostor = new ApiStub(ofAnotherHost);
        honest = new ApiStub(ofLocalhost);
    }

    @AfterEach
    void tearDown() {
        impostor.close();
        honest.close();
    }

    private static ClientSettings trusting(SelfSigned certificate, ApiStub server) {
        return server.settings().withTls(certificate.context(), null);
    }

    private CompletableFuture<?> send(ClientSettings settings) throws Exception {
        try (Whatsapp360Client client = time.client(settings)) {
            CompletableFuture<SendReceipt> sent =
                    client.send(OutboundMessage.to("491701234567", OutboundContent.text("Good morning, Lena")));
            sent.handle((receipt, problem) -> receipt).get(20, TimeUnit.SECONDS);
            return sent;
        }
    }

    private void assertRefused(CompletableFuture<?> call) throws Exception {
        Whatsapp360Exception failure =
                call.handle((done, problem) -> Whatsapp360Exception.in(problem)).get(20, TimeUnit.SECONDS);

        assertThat(failure).isInstanceOf(UnavailableException.class);
        assertThat(failure.outcome()).isEqualTo(SendOutcome.notSent);
        assertThat(failure).hasMessageNotContainingAny("secret-key", "491701234567", "Good morning, Lena");
        assertThat(impostor.requests()).isEmpty();
    }

    @Test
    void itIsRefusedBeforeTheRequest() throws Exception {
        assertRefused(send(trusting(ofAnotherHost, impostor)));
    }

    @Test
    void theRightHostIsNot() throws Exception {
        assertThat(send(trusting(ofLocalhost, honest))).isCompleted();
        assertThat(honest.requests()).hasSize(1);
    }

    @Test
    void itIsRefusedBehindAProxyToo() throws Exception {
        try (ProxyStub proxy = new ProxyStub()) {
            assertRefused(send(trusting(ofAnotherHost, impostor).withProxy(proxy.settings())));
            assertThat(send(trusting(ofLocalhost, honest).withProxy(proxy.settings())))
                    .isCompleted();

            assertThat(proxy.requests()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT localhost:"));
        }
    }

    @Test
    void noFileIsFetchedFromIt() throws Exception {
        try (ApiStub api = new ApiStub()) {
            api.answering(request -> Answer.json(
                    200, "{\"url\":\"" + impostor.url() + "/file\",\"mime_type\":\"image/jpeg\",\"id\":\"77\"}"));

            assertRefused(download(trusting(ofAnotherHost, api)));
        }
    }

    @Test
    void noRedirectIsFollowedToIt() throws Exception {
        try (ApiStub api = new ApiStub()) {
            api.answering(request -> request.path().equals("/77")
                    ? Answer.json(
                            200, "{\"url\":\"" + api.url() + "/file\",\"mime_type\":\"image/jpeg\",\"id\":\"77\"}")
                    : new Answer(302, Map.of("Location", impostor.url() + "/file"), "moved".getBytes(UTF_8)));

            assertRefused(download(trusting(ofAnotherHost, api)));
        }
    }

    private CompletableFuture<?> download(ClientSettings settings) throws Exception {
        try (Whatsapp360Client client = time.client(settings)) {
            CompletableFuture<DownloadedMedia> fetched = client.downloadMedia("77");
            fetched.handle((file, problem) -> file).get(20, TimeUnit.SECONDS);
            return fetched;
        }
    }

    @Test
    void aVerifierOfTheApplicationDecidesAlone() throws Exception {
        HostnameVerifier everything = (host, session) -> true;
        HostnameVerifier nothing = (host, session) -> false;

        assertRefused(send(impostor.settings().withTls(ofAnotherHost.context(), nothing)));
        assertThat(send(impostor.settings().withTls(ofAnotherHost.context(), everything)))
                .isCompleted();
        assertThat(impostor.requests()).hasSize(1);
    }
}
