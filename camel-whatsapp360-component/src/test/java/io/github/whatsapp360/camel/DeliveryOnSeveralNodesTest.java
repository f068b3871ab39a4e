/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.whatsapp360.camel.internal.delivery.TestKeys;
import io.github.whatsapp360.client.UnavailableException;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.event.DeliveryEvent;
import io.github.whatsapp360.inbox.Inbox;
import io.github.whatsapp360.inbox.internal.postgres.Postgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A status reaches any node of an account, and not always the one that has sent. */
class DeliveryOnSeveralNodesTest {

    @TempDir
    static Path directory;

    private static Postgres postgres;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start(directory);
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    /** One node, whose simulator sends no statuses: the test does. */
    private static final class Node implements AutoCloseable {

        private final TestBed bed = new TestBed();
        private final ProducerTemplate template = bed.context.createProducerTemplate();

        Node(DataSource database) throws Exception {
            bed.component.getConfiguration().setInbox("jdbc");
            bed.component.getConfiguration().setDataSource(database);
            bed.simulator.customer("491701234567", "Lena");
            bed.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from("whatsapp360:support?events=delivery")
                            .routeId("deliveries")
                            .to("mock:deliveries");
                    from("direct:delivered").to("whatsapp360:support?waitFor=delivered&waitTimeout=60s");
                    from("direct:tracked").to("whatsapp360:support?trackDelivery=true");
                    from("direct:known").to("whatsapp360:support?operation=sentMessage");
                }
            });
        }

        Exchange send(String uri, String correlationId) {
            return template.request(uri, exchange -> {
                exchange.getIn().setBody("Hello");
                exchange.getIn()
                        .setHeaders(Map.of(
                                Whatsapp360Constants.TO,
                                "+49 170 1234567",
                                Whatsapp360Constants.CORRELATION_ID,
                                correlationId));
            });
        }

        SentMessage known(String id) {
            return template.requestBody("direct:known", id, SentMessage.class);
        }

        List<String> sentTo(String customer, int searched, int limit) {
            return bed.account("support").sentMessages().findTo(List.of(customer), searched, limit).stream()
                    .map(SentMessage::correlationId)
                    .toList();
        }

        void delivered(SentMessage message) throws Exception {
            String body = TestBed.status(String.valueOf(message.messageId()), "delivered")
                    .replace(
                            "\"recipient_id\"",
                            "\"biz_opaque_callback_data\":\"" + TestKeys.prefix(message.key()) + "\",\"recipient_id\"");
            assertThat(bed.deliver("support", body).statusCode()).isEqualTo(200);
        }

        List<String> deliveries() {
            return bed.context.getEndpoint("mock:deliveries", MockEndpoint.class).getReceivedExchanges().stream()
                    .map(exchange -> exchange.getMessage().getBody(DeliveryEvent.class))
                    .map(event -> event.correlationId() + " " + event.outcome())
                    .toList();
        }

        @Override
        public void close() throws IOException {
            bed.close();
        }
    }

    @Test
    void theExchangeContinuesAndEachTrackedMessageHasOneEventWhereverTheStatusArrives() throws Exception {
        try (HikariDataSource pool = postgres.pool();
                Node one = new Node(pool);
                Node other = new Node(pool)) {
            CompletableFuture<Exchange> waiting =
                    CompletableFuture.supplyAsync(() -> one.send("direct:delivered", "waiting"));
            await().atMost(TestBed.LIMIT)
                    .until(() -> other.known("waiting") != null
                            && other.known("waiting").messageId() != null);
            other.delivered(other.known("waiting"));
            assertThat(waiting.get().getException()).isNull();
            assertThat(waiting.get().getMessage().getHeader(Whatsapp360Constants.DELIVERY))
                    .isEqualTo("delivered");

            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                assertThat(one.send("direct:tracked", "order-" + i).getException())
                        .isNull();
                expected.add("order-" + i + " delivered");
                SentMessage sent = other.known("order-" + i);
                (i % 2 == 0 ? one : other).delivered(sent);
                (i % 3 == 0 ? one : other).delivered(sent);
            }
            await().atMost(TestBed.LIMIT)
                    .until(() -> one.deliveries().size() + other.deliveries().size() >= expected.size());
            assertThat(other.sentTo("491701234567", 100, 4))
                    .containsExactly("order-9", "order-8", "order-7", "order-6");
            assertThat(other.sentTo("491701234567", 2, 10)).containsExactly("order-9", "order-8");
            assertThat(other.sentTo("491709999999", 100, 10)).isEmpty();
            assertThat(one.send("direct:tracked", "left").getException()).isNull();
            List<String> all = new ArrayList<>(one.deliveries());
            one.bed.context.stop();
            other.delivered(other.known("left"));
            expected.add("left delivered");
            await().atMost(TestBed.LIMIT).until(() -> other.deliveries().contains("left delivered"));
            all.addAll(other.deliveries());
            assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aUserWhoMayNotCreateTablesUsesThoseOfTheScript() throws Exception {
        try (HikariDataSource owner = postgres.pool("limited")) {
            execute(owner, "create role limited login");
            execute(owner, script());
            execute(owner, "grant usage on schema limited to limited");
            execute(owner, "grant select, insert, update, delete on all tables in schema limited to limited");
            execute(owner, "grant usage on all sequences in schema limited to limited");
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(postgres.url());
            database.setUser("limited");
            database.setCurrentSchema("limited");
            try (Node node = new Node(database)) {
                assertThat(node.send("direct:tracked", "order-1").getException())
                        .isNull();
                node.delivered(node.known("order-1"));
                await().atMost(TestBed.LIMIT).until(() -> node.deliveries().equals(List.of("order-1 delivered")));
            }
            execute(owner, "drop table whatsapp360_sent");
            try (Node node = new Node(database)) {
                Throwable refused = node.send("direct:tracked", "order-2").getException();
                assertThat(refused).isInstanceOf(UnavailableException.class).hasMessageContaining("Nothing was sent");
                assertThat(refused)
                        .hasStackTraceContaining("whatsapp360_sent")
                        .hasStackTraceContaining("postgresql.sql");
            }
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Inbox.class.getResourceAsStream("internal/postgres/postgresql.sql")) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    private static void execute(DataSource database, String statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
