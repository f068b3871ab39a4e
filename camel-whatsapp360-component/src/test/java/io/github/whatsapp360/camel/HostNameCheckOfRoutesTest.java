/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.ApiStub;
import io.github.whatsapp360.client.SelfSigned;
import io.github.whatsapp360.client.UnavailableException;
import java.nio.file.Path;
import javax.net.ssl.HostnameVerifier;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route to a server whose certificate is for another host name sends neither key nor text, whatever it trusts. */
class HostNameCheckOfRoutesTest {

    /** Trusts this certificate and no other. */
    static SSLContextParameters trusting(SelfSigned certificate) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificate.keyStore());
        store.setPassword(SelfSigned.PASSWORD);
        store.setType("PKCS12");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static SSLContextParameters trustingEverybody() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setTrustManager(TrustAllTrustManager.INSTANCE);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static Exchange send(ApiStub server, SSLContextParameters parameters, HostnameVerifier verifier)
            throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("tls", parameters);
            if (verifier != null) {
                context.getRegistry().bind("verifier", HostnameVerifier.class, verifier);
            }
            context.start();
            return context.createProducerTemplate()
                    .request(
                            "whatsapp360:a?to=491701234567&apiKey=secret-key-0123456789&maximumRetries=0"
                                    + "&sslContextParameters=#tls&baseUrl=" + server.url()
                                    + (verifier == null ? "" : "&x509HostnameVerifier=#verifier"),
                            exchange -> exchange.getIn().setBody("Good morning, Lena"));
        }
    }

    private static void assertRefused(Exchange sent) {
        assertThat(sent.getException()).isInstanceOf(UnavailableException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
    }

    @Test
    void itIsRefusedWithTlsOfTheUsersOwn(@TempDir Path directory) throws Exception {
        SelfSigned certificate = new SelfSigned(directory, "dns:another-host.invalid");
        try (ApiStub impostor = new ApiStub(certificate)) {
            assertRefused(send(impostor, trusting(certificate), null));
            assertRefused(send(impostor, trustingEverybody(), null));

            assertThat(impostor.requests()).isEmpty();
        }
    }

    @Test
    void itIsOnlyAcceptedWithAVerifierThatAcceptsIt(@TempDir Path directory) throws Exception {
        SelfSigned certificate = new SelfSigned(directory, "dns:another-host.invalid");
        try (ApiStub server = new ApiStub(certificate)) {
            Exchange sent = send(server, trustingEverybody(), (host, session) -> true);

            assertThat(sent.getException()).isNull();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void theRightHostIsAccepted(@TempDir Path directory) throws Exception {
        SelfSigned certificate = new SelfSigned(directory, "dns:localhost");
        try (ApiStub server = new ApiStub(certificate)) {
            assertThat(send(server, trusting(certificate), null).getException()).isNull();
            assertThat(server.requests()).hasSize(1);
        }
    }
}
