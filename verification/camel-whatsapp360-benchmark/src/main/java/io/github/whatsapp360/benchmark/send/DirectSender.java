/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.benchmark.send;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/**
 * Apache HttpClient 5 async as one would use it by hand, with all that can be left out left out: writes the message
 * with Jackson and reads the id from the answer.
 */
final class DirectSender implements Sender {

    private final ObjectMapper json = new ObjectMapper();
    private final CloseableHttpAsyncClient http = HttpAsyncClients.custom()
            .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(SenderRole.CONNECTIONS)
                    .setMaxConnPerRoute(SenderRole.CONNECTIONS)
                    .setDefaultTlsConfig(TlsConfig.custom()
                            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                            .build())
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();

    @Override
    public void prepare(String baseUrl) {
        http.start();
    }

    @Override
    public void send(String baseUrl, String to, String text, Done done) throws IOException {
        Map<String, Object> message = Map.of(
                "messaging_product", "whatsapp",
                "recipient_type", "individual",
                "to", to,
                "type", "text",
                "text", Map.of("body", text));
        SimpleHttpRequest request = SimpleRequestBuilder.post(baseUrl + "/messages")
                .addHeader("D360-API-KEY", SenderRole.KEY)
                .setBody(json.writeValueAsBytes(message), ContentType.APPLICATION_JSON)
                .build();
        Future<?> unused = http.execute(request, new FutureCallback<>() {
            @Override
            public void completed(SimpleHttpResponse answer) {
                done.done(isAccepted(answer));
            }

            @Override
            public void failed(Exception failure) {
                done.done(false);
            }

            @Override
            public void cancelled() {
                done.done(false);
            }
        });
    }

    private boolean isAccepted(SimpleHttpResponse answer) {
        try {
            return json.readTree(answer.getBodyBytes()).path("messages").path(0).hasNonNull("id");
        } catch (IOException notJson) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
