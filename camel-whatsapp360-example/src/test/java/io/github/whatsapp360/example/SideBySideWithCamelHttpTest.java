/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.whatsapp360.camel.Whatsapp360Component;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One application with whatsapp360 and camel-http: one HttpClient, and the same options by the same names. */
class SideBySideWithCamelHttpTest {

    private static final List<String> SHARED = List.of(
            "connectTimeout",
            "headerFilterStrategy",
            "proxyAuthPassword",
            "proxyAuthUsername",
            "proxyHost",
            "proxyPort",
            "sslContextParameters",
            "useGlobalSslContextParameters",
            "x509HostnameVerifier");

    /** Its certificate is trusted here, and valid for another host name. */
    @RegisterExtension
    static WireMockExtension server = WireMockExtension.newInstance()
            .options(
                    wireMockConfig().bindAddress("127.0.0.1").dynamicHttpsPort().httpDisabled(true))
            .build();

    private final CamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void optionsThatBothHaveAreOfTheSameKind() throws IOException {
        JsonNode ours = options("META-INF/io/github/whatsapp360/camel/whatsapp360.json");
        JsonNode theirs = options("META-INF/org/apache/camel/component/http/http.json");

        assertThat(SHARED).allSatisfy(option -> {
            assertThat(ours.has(option)).as(option).isTrue();
            assertThat(ours.path(option).path("javaType"))
                    .as(option)
                    .isEqualTo(theirs.path(option).path("javaType"));
        });
    }

    @Test
    void bothRefuseACertificateOfAnotherHost() throws Exception {
        start(Map.of("sslContextParameters", "#tls"));

        assertThatThrownBy(this::sendMessage).hasStackTraceContaining("javax.net.ssl.SSL");
        assertThatThrownBy(this::sendOverHttp).hasStackTraceContaining("javax.net.ssl.SSL");
        assertThat(server.getAllServeEvents()).isEmpty();
    }

    @Test
    void bothTakeTheSameParametersAndTheSameVerifier() throws Exception {
        start(Map.of("sslContextParameters", "#tls", "x509HostnameVerifier", "#verifier"));

        sendMessage();
        sendOverHttp();

        assertThat(server.getAllServeEvents())
                .extracting(event -> event.getRequest().getUrl())
                .containsExactlyInAnyOrder("/messages", "/other");
    }

    private void start(Map<String, Object> options) throws Exception {
        server.stubFor(any(anyUrl()).willReturn(okJson("""
                {"messaging_product": "whatsapp", "contacts": [{"input": "491701234567", "wa_id": "491701234567"}],
                 "messages": [{"id": "wamid.1"}]}
                """)));
        camel.getRegistry().bind("tls", tls());
        camel.getRegistry().bind("verifier", (HostnameVerifier) (host, session) -> true);
        Whatsapp360Component whatsapp = camel.getComponent("whatsapp360", Whatsapp360Component.class);
        whatsapp.getConfiguration().setBaseUrl("https://127.0.0.1:" + server.getHttpsPort());
        whatsapp.getConfiguration().setApiKey("any");
        for (Component component : List.of(whatsapp, camel.getComponent("https"))) {
            assertThat(PropertyBindingSupport.bindProperties(camel, component, new HashMap<>(options)))
                    .isTrue();
        }
        camel.start();
    }

    private void sendMessage() {
        camel.createProducerTemplate().requestBody("whatsapp360:support?to=491701234567&maximumRetries=0", "Hello");
    }

    /**
     * Asked for a compressed answer, HttpClient 5.6 leaves the header that says so although it has unpacked the answer,
     * and camel-http 4.18 would unpack it again: with this option it does not ask.
     */
    private void sendOverHttp() {
        String answer = camel.createProducerTemplate()
                .requestBody(
                        "https://127.0.0.1:" + server.getHttpsPort()
                                + "/other?httpClient.contentCompressionEnabled=false",
                        "Hello",
                        String.class);
        assertThat(answer).contains("wamid.1");
    }

    private static SSLContextParameters tls() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setTrustManager(new TrustEverybody());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    private static JsonNode options(String catalog) throws IOException {
        try (var file = SideBySideWithCamelHttpTest.class.getClassLoader().getResourceAsStream(catalog)) {
            return new ObjectMapper().readTree(file).path("componentProperties");
        }
    }

    /** In the place of a certificate authority. */
    private static final class TrustEverybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
