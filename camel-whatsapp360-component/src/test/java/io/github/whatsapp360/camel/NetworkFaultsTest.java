/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.client.UnknownOutcomeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A network that fails: each exchange completes, says whether the request can have arrived, and nothing is sent twice.
 */
class NetworkFaultsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private ProducerTemplate template;
    private ServerSocket server;

    /** What a server does with a connection whose request it has read. */
    private interface Behaviour {
        void on(Socket connection) throws IOException;
    }

    @BeforeEach
    void setUp() throws Exception {
        context.start();
        template = context.createProducerTemplate();
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void tearDown() throws Exception {
        context.close();
        server.close();
        threads.shutdownNow();
    }

    private void serve(Behaviour behaviour) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    threads.execute(() -> {
                        try {
                            readRequest(connection.getInputStream());
                            requests.incrementAndGet();
                            behaviour.on(connection);
                        } catch (IOException gone) {
                            // The client went away, which is one of the cases.
                        }
                    });
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("end of request");
            }
            head.append((char) next);
        }
        String length =
                head.toString().toLowerCase(java.util.Locale.ROOT).replaceAll("(?s).*content-length: (\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
    }

    private Exchange send() throws Exception {
        String uri = "whatsapp360:a?apiKey=secret-key-0123456789&requestTimeout=500&connectTimeout=500&"
                + "baseUrl=http://127.0.0.1:"
                + server.getLocalPort();
        CompletableFuture<Exchange> sent = template.asyncSend(uri, exchange -> {
            exchange.getIn().setBody("Hi");
            exchange.getIn().setHeaders(Map.of("CamelWhatsapp360To", "491701234567"));
        });
        return sent.get(20, TimeUnit.SECONDS);
    }

    private static void respond(Socket connection, String answer) throws IOException {
        connection.getOutputStream().write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    @Test
    void aRefusedConnectionIsCertainlyNotSent() throws Exception {
        server.close();

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnavailableException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("notSent");
    }

    @Test
    void aServerThatNeverAnswersLeavesTheOutcomeUnknown() throws Exception {
        serve(connection -> {});

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("unknown");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aResetInMidAnswerLeavesTheOutcomeUnknown() throws Exception {
        serve(connection -> {
            respond(
                    connection,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"mess");
            reset(connection);
        });

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("unknown");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aResetInsteadOfAnAnswerLeavesTheOutcomeUnknown() throws Exception {
        serve(NetworkFaultsTest::reset);

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void anAnswerWithoutAMessageIdLeavesTheOutcomeUnknown() throws Exception {
        serve(connection -> respond(
                connection,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: "
                        + "close\r\n\r\n{}"));

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(sent.getMessage().getHeader("CamelWhatsapp360SendOutcome")).isEqualTo("unknown");
    }

    @Test
    void aPageInsteadOfJsonLeavesTheOutcomeUnknown() throws Exception {
        serve(connection -> respond(
                connection,
                "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: "
                        + "close\r\n\r\n<html></html>"));

        Exchange sent = send();

        assertThat(sent.getException()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(((UnknownOutcomeException) sent.getException()).httpStatus()).isEqualTo(502);
        assertThat(requests).hasValue(1);
    }

    @Test
    void theRouteGoesOnInAPoolOfCamelAndNotOnTheHttpClient() throws Exception {
        serve(connection -> respond(
                connection,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 36\r\nConnection: "
                        + "close\r\n\r\n{\"messages\":[{\"id\":\"wamid.OUT123\"}]}"));
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("whatsapp360:a?to=491701234567&apiKey=k&baseUrl=http://127.0.0.1:" + server.getLocalPort())
                        .process(exchange -> exchange.setProperty(
                                "thread", Thread.currentThread().getName()));
            }
        });

        Exchange sent =
                template.request("direct:in", exchange -> exchange.getIn().setBody("Hi"));

        assertThat(sent.getProperty("thread", String.class)).contains("Whatsapp360Callback");
    }
}
