/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.whatsapp360.client.ApiStub.Answer;
import io.github.whatsapp360.message.OutboundContent;
import io.github.whatsapp360.message.OutboundMessage;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@code docs/reference/faults.md}: the exception, the outcome, and the requests on the wire. */
class FaultMatrixTest {

    private static final String NO_FREE_CONNECTION = "no free connection within requestTimeout";

    private static final String OF_ANOTHER_HOST = "TLS certificate of another host name";

    private static final String TUNNEL_WANTS_LOGIN = "the proxy answers CONNECT with 407";
    private static final String TUNNEL_FAILS = "the proxy answers CONNECT with 502, 503, another 5xx, 408 or 429";

    private static final Map<String, RawServer.Behaviour> CONNECTIONS = Map.of(
            "reset in the TLS handshake, before the request",
            (server, connection) -> RawServer.reset(connection),
            "reset in the middle of the request",
            (server, connection) -> {
                server.head(connection.getInputStream());
                RawServer.reset(connection);
            },
            "reset after the request",
            (server, connection) -> {
                server.request(connection);
                RawServer.reset(connection);
            },
            "end of connection after the request",
            (server, connection) -> {
                server.request(connection);
                connection.close();
            },
            "reset in the middle of the answer",
            (server, connection) -> {
                server.request(connection);
                RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"mess");
                RawServer.reset(connection);
            },
            "no answer within requestTimeout",
            RawServer::request,
            "an answer that never ends",
            FaultMatrixTest::drip,
            NO_FREE_CONNECTION,
            FaultMatrixTest::drip,
            "an answer that is no HTTP",
            (server, connection) -> {
                server.request(connection);
                RawServer.write(connection, "Good morning\r\n\r\n");
                connection.close();
            });

    private static ApiStub api;
    private static WireMockServer untrusted;
    private static FullPort full;
    private static SelfSigned ofAnotherHost;
    private static ApiStub impostor;
    private static ProxyStub proxy;

    @BeforeAll
    static void setUp(@TempDir Path directory) throws IOException {
        ofAnotherHost = new SelfSigned(directory, "dns:another-host.invalid");
        impostor = new ApiStub(ofAnotherHost);
        proxy = new ProxyStub();
        api = new ApiStub();
        untrusted =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());
        untrusted.start();
        full = new FullPort();
    }

    @AfterAll
    static void tearDown() throws IOException {
        full.close();
        api.close();
        impostor.close();
        proxy.close();
        untrusted.stop();
    }

    static Stream<Map<String, String>> connections() throws IOException {
        return FaultTable.rows("Fault");
    }

    static Stream<Map<String, String>> answers() throws IOException {
        return FaultTable.rows("HTTP");
    }

    static Stream<Map<String, String>> codes() throws IOException {
        return FaultTable.rows("Code");
    }

    @ParameterizedTest
    @MethodSource
    void connections(Map<String, String> row) throws Exception {
        String fault = row.get("Fault");
        RawServer.Behaviour behaviour =
                CONNECTIONS.getOrDefault(fault, (server, connection) -> server.request(connection));
        try (RawServer server = new RawServer(behaviour)) {
            String url =
                    switch (fault) {
                        case "connection refused" -> "http://127.0.0.1:" + closedPort();
                        case "host name not found" -> "http://does-not-exist.invalid";
                        case "no connection within connectTimeout" -> "http://127.0.0.1:" + full.port();
                        case "TLS certificate not trusted" -> "https://localhost:" + untrusted.httpsPort();
                        case OF_ANOTHER_HOST -> impostor.url();
                        case TUNNEL_WANTS_LOGIN, TUNNEL_FAILS -> "https://127.0.0.1:" + server.port();
                        case "no TLS handshake within connectTimeout",
                                "reset in the TLS handshake, before the request" ->
                            "https://127.0.0.1:" + server.port();
                        default -> "http://127.0.0.1:" + server.port();
                    };
            HandDrivenTime time = HandDrivenTime.skipping();
            try (Whatsapp360Client client = time.client(settings(fault, url))) {
                int others = fault.equals(NO_FREE_CONNECTION) ? occupy(client, server) : 0;

                check(row, failure(client));

                assertThat(server.requests()
                                - others
                                + impostor.requests().size()
                                + untrusted.getAllServeEvents().size())
                        .isEqualTo(Integer.parseInt(row.get("Requests")));
            }
        }
    }

    private static ClientSettings settings(String fault, String url) {
        ClientSettings usual = ClientSettings.of("secret-key-0123456789").withBaseUrl(url);
        if (fault.equals(OF_ANOTHER_HOST)) {
            return usual.withTls(ofAnotherHost.context(), null);
        }
        if (fault.equals(TUNNEL_WANTS_LOGIN) || fault.equals(TUNNEL_FAILS)) {
            int status = fault.equals(TUNNEL_FAILS) ? 502 : 407;
            proxy.answering("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n");
            return usual.withProxy(proxy.settings());
        }
        if (fault.endsWith("within connectTimeout")) {
            return usual.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(400));
        }
        if (fault.equals(NO_FREE_CONNECTION)) {
            ClientSettings patient = usual.withTimeouts(Duration.ofSeconds(20), Duration.ofMillis(700));
            return new ClientSettings(
                    patient.baseUrl(),
                    patient.apiKey(),
                    patient.connectTimeout(),
                    patient.requestTimeout(),
                    1,
                    null,
                    null,
                    patient.limits());
        }
        return usual.withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(400));
    }

    /** Has another message hold the only connection; answers how many requests that took. */
    private static int occupy(Whatsapp360Client client, RawServer server) {
        CompletableFuture<?> unused =
                client.send(OutboundMessage.to("491701234568", OutboundContent.text("I take my time")));
        await().until(() -> server.requests() == 1);
        return 1;
    }

    @ParameterizedTest
    @MethodSource
    void answers(Map<String, String> row) throws Exception {
        String[] status = row.get("HTTP").split(" with Retry-After: ");
        String body =
                switch (row.get("Body")) {
                    case "(empty)" -> "";
                    case "(HTML)" -> "<html><body>Bad</body></html>";
                    default -> row.get("Body").replaceAll("^`|`$", "");
                };
        Answer answer = Answer.json(Integer.parseInt(status[0]), body);
        answered(row, status.length == 1 ? answer : answer.with("Retry-After", status[1]));
    }

    @ParameterizedTest
    @MethodSource
    void codes(Map<String, String> row) throws Exception {
        String[] code = row.get("Code").split("/");
        String subcode = code.length == 1 ? "" : ",\"error_subcode\":" + code[1];
        answered(
                row,
                Answer.json(
                        Integer.parseInt(row.get("HTTP")),
                        "{\"error\":{\"message\":\"(#" + code[0] + ") Refused\",\"code\":" + code[0] + subcode
                                + ",\"fbtrace_id\":\"Atrace\"}}"));
    }

    private static void answered(Map<String, String> row, Answer answer) throws Exception {
        int before = api.requests().size();
        api.answering(request -> answer);

        HandDrivenTime time = HandDrivenTime.skipping();
        Whatsapp360Exception failure;
        try (Whatsapp360Client client = time.client(settings("", api.url()))) {
            failure = failure(client);
        }

        check(row, failure);
        assertThat(failure.httpStatus()).isEqualTo(answer.status() == 200 ? 0 : answer.status());
        assertThat(api.requests().size() - before).isEqualTo(Integer.parseInt(row.get("Requests")));
    }

    private static void check(Map<String, String> row, Whatsapp360Exception failure) {
        assertThat(failure.getClass().getSimpleName())
                .as(String.valueOf(failure))
                .isEqualTo(row.get("Exception"));
        assertThat(failure.outcome().name()).isEqualTo(row.get("Outcome"));
        assertThat(failure.getSuppressed()).hasSize(row.get("Repeated").equals("yes") ? 3 : 0);
        assertThat(failure).hasMessageNotContainingAny("secret-key", "491701234567", "Good morning, Lena");
    }

    private static Whatsapp360Exception failure(Whatsapp360Client client) throws Exception {
        return client.send(OutboundMessage.to("491701234567", OutboundContent.text("Good morning, Lena")))
                .handle((receipt, problem) -> Whatsapp360Exception.in(problem))
                .get(20, TimeUnit.SECONDS);
    }

    private static int closedPort() throws IOException {
        try (RawServer gone = new RawServer((server, connection) -> {})) {
            return gone.port();
        }
    }

    /** A byte now and then, for ever: never silent for long. */
    private static void drip(RawServer server, Socket connection) throws IOException {
        server.request(connection);
        RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n");
        connection.setSoTimeout(100);
        while (true) {
            RawServer.write(connection, " ");
            try {
                if (connection.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException theNextByteIsDue) {
                continue;
            }
        }
    }
}
